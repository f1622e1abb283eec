// Talks to /sandbox/…
export class Problem extends Error {
  constructor(message, option) {
    super(message);
    this.option = option;
  }
}

export async function ask(method, path, body, signal) {
  let response;
  try {
    response = await fetch(`/sandbox/${path}`, {
      method,
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal,
    });
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new Problem('The sandbox does not answer. Your text is kept; try again in a moment.');
  }
  const json = await response.json().catch(() => ({}));
  if (!response.ok) throw new Problem(json?.error ?? `The sandbox answered ${response.status}.`, json?.option);
  return json;
}

// The feed: state first, then changes. It comes back by itself, and starts again with the whole state.
export function listen(person, onMessage, onStatus) {
  let socket;
  let wait = 250;
  let timer;
  let over = false;
  const open = () => {
    socket = new WebSocket(`ws://${location.host}/sandbox/feed?as=${encodeURIComponent(person)}`);
    socket.onopen = () => (wait = 250);
    socket.onmessage = (event) => !over && onMessage(JSON.parse(event.data));
    socket.onclose = () => {
      if (over) return;
      onStatus(false);
      timer = setTimeout(open, wait);
      wait = Math.min(wait * 2, 4000);
    };
  };
  open();
  return () => {
    over = true;
    clearTimeout(timer);
    socket.close();
  };
}
