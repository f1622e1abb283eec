// The page: what is known of the world, and how it is shown. Everything known has a revision; the newer one stays.
import { ask, listen } from './api.js';
import { refresh, startComposer } from './composer.js';
import { avatar, byId, compareIds, h } from './dom.js';
import { placeholder, row } from './message.js';
import { openModal } from './modal.js';

const pageOf = 100;
const together = 7 * 60 * 1000;

const known = {
  state: null,
  channel: null,
  channels: new Map(), // id → { messages, gone, loaded, more }
  interactions: new Map(), // id → what the person waits for
  unread: new Set(),
};
const mine = new Set(); // what was done in this tab
const forms = new Map(); // forms that came before we knew that they were ours
const actions = { busy: new Map(), failures: new Map(), press, choose, dismiss, useOn };
const waiting = new Map(); // interaction → { done, fail } of a form being sent

let stop = null;
let online = true;
let person = new URLSearchParams(location.search).get('as') ?? read('as') ?? 'ed';
const log = byId('log');
const scroll = byId('scroll');

function read(key) {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}

function keep(key, value) {
  try {
    sessionStorage.setItem(key, value);
  } catch {
    // Private windows may refuse; then the choice lasts as long as the page.
  }
}

// The feed

function become(key) {
  person = key;
  keep('as', key);
  stop?.();
  known.channels.clear();
  known.interactions.clear();
  known.unread.clear();
  actions.busy.clear();
  actions.failures.clear();
  known.channel = null;
  known.state = null;
  stop = listen(key, hear, (up) => {
    online = up;
    drawNotices();
  });
}

function hear(event) {
  switch (event.kind) {
    case 'state': {
      const again = known.state !== null;
      if (again && event.start !== known.state.start) {
        // The sandbox itself has started anew, and counts its revisions from the beginning.
        known.state = null;
        for (const data of known.channels.values()) Object.assign(data, { messages: new Map(), gone: new Map() });
      }
      online = true;
      // What was waited for before a break is in this state again, if it is still waited for.
      known.interactions.clear();
      actions.busy.clear();
      for (const interaction of event.interactions) known.interactions.set(interaction.id, interaction);
      takeState(event);
      if (again) for (const id of known.channels.keys()) id === known.channel ? load(id) : known.channels.delete(id);
      break;
    }
    case 'changed':
      fetchState();
      break;
    case 'message':
      takeMessage(event.message);
      break;
    case 'gone':
      takeGone(event);
      break;
    case 'interaction':
      takeInteraction(event);
      break;
  }
}

let fetching = null;
function fetchState() {
  clearTimeout(fetching);
  fetching = setTimeout(async () => {
    try {
      const state = await ask('GET', `state?as=${encodeURIComponent(person)}`);
      if (state.you.key === person) takeState(state);
    } catch {
      // The feed will bring it when it is back.
    }
  }, 60);
}

function takeState(state) {
  if (known.state && (state.start !== known.state.start || state.rev < known.state.rev)) return;
  known.state = state;
  drawPeople();
  drawServers();
  drawNotices();
  route();
  refresh();
}

const channelData = (id) => {
  if (!known.channels.has(id)) known.channels.set(id, { messages: new Map(), gone: new Map(), loaded: false, more: false });
  return known.channels.get(id);
};

function takeMessage(message) {
  const data = known.channels.get(message.channel_id);
  if (message.channel_id !== known.channel && !known.unread.has(message.channel_id)) {
    known.unread.add(message.channel_id);
    drawChannels();
  }
  if (!data) return;
  const old = data.messages.get(message.id);
  if ((old && old.rev >= message.rev) || data.gone.get(message.id) >= message.rev) return;
  data.messages.set(message.id, message);
  if (message.channel_id === known.channel && data.loaded) drawLog();
}

function takeGone({ channel, id, rev }) {
  const data = known.channels.get(channel);
  if (!data) return;
  data.gone.set(id, rev);
  data.messages.delete(id);
  if (channel === known.channel) drawLog();
}

function takeInteraction(event) {
  const key = `${event.source}/${event.customId ?? ''}`;
  if (event.type === 2) {
    if (event.state === 'waiting' || event.state === 'failed') known.interactions.set(event.id, event);
    else known.interactions.delete(event.id);
    if (event.channel === known.channel) drawLog();
  }
  if (event.type === 3 && event.source) {
    if (event.state === 'waiting') actions.busy.set(key, event.id);
    else if (actions.busy.get(key) === event.id) actions.busy.delete(key);
    if (event.state === 'failed') actions.failures.set(event.source, 'This interaction failed');
    redraw(event.channel, event.source);
  }
  if (event.type === 5 && event.state !== 'waiting') {
    const form = waiting.get(event.id);
    waiting.delete(event.id);
    if (event.state === 'failed') form?.fail(new Error('Something went wrong: the application did not respond. Your text is kept; try again.'));
    else form?.done();
    if (!form) forms.set(event.id, event);
  }
  if (event.state === 'modal') {
    if (mine.has(event.id)) show(event);
    else forms.set(event.id, event);
  }
}

// What a person does

const place = () => ({ as: person, channel: known.channel });

async function act(path, body) {
  const answer = await ask('POST', `interactions/${path}`, { ...place(), ...body, wait: 'none' });
  mine.add(answer.interaction);
  const early = forms.get(answer.interaction);
  forms.delete(answer.interaction);
  if (early?.state === 'modal') show(early);
  return answer;
}

async function press(message, component, values) {
  actions.failures.delete(message.id);
  const key = `${message.id}/${component.custom_id}`;
  actions.busy.set(key, 'asking');
  redraw(message.channel_id, message.id);
  try {
    await act('component', { message: message.id, custom_id: component.custom_id, values });
  } catch (problem) {
    actions.failures.set(message.id, problem.message);
  }
  if (actions.busy.get(key) === 'asking') actions.busy.delete(key);
  redraw(message.channel_id, message.id);
}

function choose(message, component, values) {
  return press(message, component, values);
}

async function useOn(message, command) {
  actions.failures.delete(message.id);
  try {
    await act('message-command', { message: message.id, command: command.name });
  } catch (problem) {
    actions.failures.set(message.id, problem.message);
  }
  redraw(message.channel_id, message.id);
}

async function dismiss(message) {
  await ask('POST', 'messages/dismiss', { as: person, channel: message.channel_id, message: message.id }).catch(() => {});
}

function show(event) {
  openModal(event, async (values) => {
    const answer = await ask('POST', 'interactions/modal', { as: person, interaction: event.id, values, wait: 'none' });
    mine.add(answer.interaction);
    const early = forms.get(answer.interaction);
    forms.delete(answer.interaction);
    if (early) {
      if (early.state === 'failed') throw new Error('Something went wrong: the application did not respond. Your text is kept; try again.');
      return;
    }
    await new Promise((done, fail) => waiting.set(answer.interaction, { done, fail }));
  }, context.choices);
}

// Channels

async function load(id, before) {
  const data = channelData(id);
  const asked = person;
  const query = new URLSearchParams({ as: person, limit: pageOf, ...(before ? { before } : {}) });
  log.setAttribute('aria-busy', 'true');
  try {
    const { rev, messages } = await ask('GET', `channels/${id}/messages?${query}`);
    if (asked !== person) return;
    if (!before) {
      // This is how things stood at rev; only what came after it may differ.
      for (const [old, message] of data.messages) if (message.rev <= rev) data.messages.delete(old);
    }
    for (const message of messages) {
      const old = data.messages.get(message.id);
      if (!(old?.rev >= message.rev) && !(data.gone.get(message.id) >= message.rev)) data.messages.set(message.id, message);
    }
    data.more = messages.length === pageOf;
    data.loaded = true;
    if (id === known.channel) drawLog(!before);
  } catch (problem) {
    if (id === known.channel) byId('welcome').textContent = problem.message;
  }
  log.removeAttribute('aria-busy');
}

function open(id) {
  if (known.channel === id) return;
  known.channel = id;
  known.unread.delete(id);
  channelData(id);
  log.replaceChildren();
  byId('welcome').hidden = true;
  byId('earlier').hidden = true;
  load(id);
}

// #/server/channel, so that a channel can be linked to and Back works.
function route() {
  if (!known.state) return;
  const guilds = known.state.guilds;
  const [, guildId, channelId] = location.hash.split('/');
  const guild = guilds.find((g) => g.id === guildId) ?? guilds.find((g) => g.channels.some((c) => c.id === known.channel)) ?? guilds[0];
  const channel = guild?.channels.find((c) => c.id === channelId) ?? guild?.channels.find((c) => c.id === known.channel) ?? guild?.channels[0];
  if (channel) {
    const wanted = `#/${guild.id}/${channel.id}`;
    if (location.hash !== wanted) history.replaceState(null, '', `${location.pathname}${location.search}${wanted}`);
    open(channel.id);
  } else {
    known.channel = null;
    log.replaceChildren();
  }
  drawChannels();
  drawHead();
}

const current = () => {
  for (const guild of known.state?.guilds ?? []) {
    const channel = guild.channels.find((c) => c.id === known.channel);
    if (channel) return { guild, channel };
  }
  return { guild: known.state?.guilds[0], channel: null };
};

// Drawing

function drawPeople() {
  const select = byId('identity');
  const { people, you } = known.state;
  select.replaceChildren(...people.map((p) => h('option', { value: p.key, selected: p.key === you.key }, p.label)));
  select.value = you.key;
  byId('you-avatar').replaceWith(Object.assign(avatar(you), { id: 'you-avatar' }));
}

function drawServers() {
  byId('servers').replaceChildren(...known.state.guilds.map((guild) =>
    h('a', { class: 'server', href: `#/${guild.id}/`, title: guild.name, 'data-testid': `server-${guild.name}`, 'data-id': guild.id },
      h('span', { 'aria-hidden': 'true' }, guild.name.split(/\s+/).map((word) => word[0]).join('').slice(0, 3).toUpperCase()))));
}

function drawChannels() {
  const { guild } = current();
  const filter = byId('filter');
  filter.hidden = (guild?.channels.length ?? 0) < 15;
  const wanted = filter.hidden ? '' : filter.value.trim().toLowerCase();
  const list = byId('channels');
  const focused = list.contains(document.activeElement) ? document.activeElement.dataset.id : null;
  const shown = (guild?.channels ?? []).filter((c) => !wanted || c.name.includes(wanted));
  const tabStop = shown.some((c) => c.id === known.channel) ? known.channel : shown[0]?.id;
  list.replaceChildren(...shown.map((channel) =>
    h('a', {
      class: `channel${channel.parent ? ' thread' : ''}${channel.archived ? ' archived' : ''}${known.unread.has(channel.id) ? ' unread' : ''}`,
      href: `#/${guild.id}/${channel.id}`, 'data-testid': `channel-${channel.name}`, 'data-id': channel.id,
      'aria-current': channel.id === known.channel ? 'page' : null, tabindex: channel.id === tabStop ? '0' : '-1',
    }, h('span', { class: 'hash', 'aria-hidden': 'true' }, channel.parent ? '↳' : channel.type === 5 ? '»' : channel.type === 15 ? '≡' : '#'), h('span', { class: 'channel-name' }, channel.name),
      channel.locked || channel.archived ? h('span', { class: 'channel-note' }, channel.locked ? 'locked' : 'archived') : null,
      known.unread.has(channel.id) ? h('span', { class: 'hidden' }, ' unread') : null)));
  if (focused) list.querySelector(`[data-id="${focused}"]`)?.focus();
  for (const server of byId('servers').children) {
    const here = server.dataset.id === guild?.id;
    here ? server.setAttribute('aria-current', 'true') : server.removeAttribute('aria-current');
  }
}

function drawHead() {
  const { guild, channel } = current();
  byId('server-name').textContent = guild?.name ?? 'Sandbox';
  byId('channel-title').textContent = channel ? channel.name : 'No channel';
  byId('channel-topic').textContent = channel?.topic ?? '';
  document.title = channel ? `#${channel.name} · Sandbox` : 'Sandbox';
  const box = byId('composer');
  box.disabled = !channel || channel.type === 15;
  const long = innerWidth > 520;
  box.placeholder = !channel ? '' : channel.type === 15 ? 'A forum: its posts are the threads below it' : !channel.canSend ? 'Only commands work here: type /' : long ? `Message #${channel.name}, or / for commands` : 'Message, or / for commands';
  box.setAttribute('aria-label', channel ? `Message #${channel.name}` : 'Message');
}

function drawNotices() {
  const lines = [];
  if (!online) lines.push('The connection to the sandbox is lost. Trying again…');
  else if (known.state && !known.state.bot.connected)
    lines.push(`${known.state.bot.name} is not connected: commands and buttons will get no answer.`);
  const text = lines.join(' ');
  if (byId('notices').textContent !== text) byId('notices').textContent = text;
}

// A channel says which commands it offers only where they are not the usual ones.
const offered = (type) => {
  const { guild, channel } = current();
  return (guild?.commands ?? []).filter((c) => c.type === type && (channel?.offers ? channel.offers.includes(c.name) : c.usual));
};

const context = {
  messageCommands: () => offered(3),
  get you() {
    return known.state?.you.id;
  },
  get roles() {
    return known.state?.you.roles ?? [];
  },
  names(id, kind) {
    for (const guild of known.state?.guilds ?? []) {
      const found = kind === 'user' ? guild.members.find((m) => m.id === id) : kind === 'role' ? guild.roles.find((r) => r.id === id) : guild.channels.find((c) => c.id === id);
      if (found) return found.name.replace(/^@/, '');
    }
    return null;
  },
  choices(type, channelTypes) {
    const optionType = { 5: 6, 6: 8, 7: 9, 8: 7 }[type];
    return choicesFor(optionType, channelTypes).map((c) => ({ value: c.value, label: c.name }));
  },
  find: (id) => known.channels.get(known.channel)?.messages.get(id),
};

function choicesFor(type, channelTypes) {
  const { guild } = current();
  const users = guild.members.map((m) => ({ name: `@${m.name}`, value: m.id }));
  const roles = guild.roles.map((r) => ({ name: `@${r.name.replace(/^@/, '')}`, value: r.id }));
  if (type === 6) return users;
  if (type === 8) return roles;
  if (type === 9) return [...users, ...roles];
  return guild.channels.filter((c) => !channelTypes?.length || channelTypes.includes(c.type)).map((c) => ({ name: `#${c.name}`, value: c.id }));
}

const atEnd = () => scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 80;

function redraw(channel, id) {
  if (channel !== known.channel) return;
  const element = log.querySelector(`[data-id="${id}"]`);
  if (element) element.dataset.rev = '';
  drawLog();
}

// Keeps the rows that have not changed, so that focus, selection and a reader's place are left alone.
function drawLog(toEnd = false) {
  const data = known.channels.get(known.channel);
  if (!data?.loaded || !known.state) return;
  const stick = toEnd || atEnd();
  const fromEnd = scroll.scrollHeight - scroll.scrollTop;
  const firstBefore = log.firstElementChild?.dataset.id;
  const messages = [...data.messages.values()].sort((a, b) => compareIds(a.id, b.id));
  const have = new Map([...log.children].map((child) => [child.dataset.key, child]));
  const wanted = [];
  let previous = null;
  let lastDay = null;
  const offers = context.messageCommands().map((c) => c.name).join();
  for (const message of messages) {
    const today = new Date(message.timestamp).toDateString();
    if (today !== lastDay) {
      const key = `day ${today}`;
      wanted.push([key, key, () => h('li', { class: 'day' }, h('span', {}, new Date(message.timestamp).toLocaleDateString(undefined, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })))]);
      lastDay = today;
      previous = null;
    }
    const compact = Boolean(previous) && !previous.interaction_metadata && previous.author.id === message.author.id && !message.interaction_metadata?.name && !message.message_reference
      && Date.parse(message.timestamp) - Date.parse(previous.timestamp) < together && (previous.flags & 64) === (message.flags & 64);
    const mark = `${message.rev} ${compact} ${offers} ${actions.failures.get(message.id) ?? ''}`;
    wanted.push([`message ${message.id}`, mark, () => row(message, compact, actions, context)]);
    previous = message;
  }
  for (const interaction of known.interactions.values())
    if (interaction.channel === known.channel && interaction.type === 2)
      wanted.push([`interaction ${interaction.id}`, interaction.state, () =>
        placeholder(interaction, known.state.bot, known.state.you, () => {
          known.interactions.delete(interaction.id);
          drawLog();
        })]);

  let at = log.firstElementChild;
  let added = false;
  const focusedKey = document.activeElement?.closest?.('.log > li')?.dataset.key;
  const focusedTest = document.activeElement?.dataset?.testid;
  for (const [key, mark, make] of wanted) {
    let element = have.get(key);
    have.delete(key);
    if (!element || element.dataset.rev !== mark) {
      const fresh = make();
      fresh.dataset.key = key;
      fresh.dataset.rev = mark;
      if (element) {
        if (at === element) at = element.nextElementSibling;
        element.remove();
      } else if (key.startsWith('message')) added = true;
      element = fresh;
    }
    if (element === at) at = at.nextElementSibling;
    else log.insertBefore(element, at);
  }
  for (const old of have.values()) old.remove();
  // A pressed button is drawn anew; whoever pressed it by keyboard stays on it.
  if (focusedKey && !document.activeElement?.closest?.('.log')) {
    const row = [...log.children].find((c) => c.dataset.key === focusedKey);
    const same = row && focusedTest && row.querySelector(`[data-testid="${CSS.escape(focusedTest)}"]:not(:disabled)`);
    if (same) same.focus({ preventScroll: true });
    else if (row) scroll.focus({ preventScroll: true });
  }

  byId('earlier').hidden = !data.more;
  const welcome = byId('welcome');
  welcome.hidden = data.more;
  const { guild, channel } = current();
  const first = known.state.guilds[0];
  const steps = channel && guild === first && channel.id === first.channels[0]?.id ? known.state.welcome ?? [] : [];
  welcome.replaceChildren(h('div', { class: 'welcome-hash', 'aria-hidden': 'true' }, '#'), h('h2', {}, `Welcome to #${channel?.name ?? ''}`), h('p', {}, channel?.topic ? `${channel.topic}. ` : '', 'This is the start of the channel.'), steps.length ? h('ol', { class: 'steps', 'data-testid': 'welcome-steps' }, steps.map(step)) : '');
  if (stick) scroll.scrollTop = scroll.scrollHeight;
  else if (firstBefore !== log.firstElementChild?.dataset.id) scroll.scrollTop = scroll.scrollHeight - fromEnd;
  byId('newest').hidden = !(added && !stick) && (byId('newest').hidden || atEnd());
}

// One thing to try: what to do, and what to copy for it.
function step({ text, copy }) {
  if (!copy) return h('li', {}, h('p', {}, text));
  const button = h('button', { type: 'button', class: 'copy', 'data-testid': 'welcome-copy' }, 'Copy');
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(copy);
      button.textContent = 'Copied';
    } catch {
      // Where a browser refuses, the text can still be selected.
      getSelection().selectAllChildren(button.previousElementSibling);
    }
  });
  return h('li', {}, h('p', {}, text), h('pre', { tabindex: '0' }, copy), button);
}

// Wiring

const sidebar = byId('sidebar');
function drawer(show) {
  document.body.classList.toggle('drawer-open', show);
  byId('scrim').hidden = !show;
  byId('drawer-button').setAttribute('aria-expanded', show ? 'true' : 'false');
  const narrow = matchMedia('(max-width: 720px)').matches;
  sidebar.inert = narrow && !show;
  byId('main').inert = narrow && show;
  if (narrow && show) (sidebar.querySelector('[aria-current="page"]') ?? byId('identity')).focus();
}
matchMedia('(max-width: 720px)').addEventListener('change', () => drawer(false));
drawer(false);
byId('drawer-button').addEventListener('click', () => drawer(true));
byId('scrim').addEventListener('click', () => (drawer(false), byId('drawer-button').focus()));
sidebar.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && document.body.classList.contains('drawer-open')) {
    drawer(false);
    byId('drawer-button').focus();
  }
});
byId('channels').addEventListener('click', (event) => {
  if (!event.target.closest('a')) return;
  const mouse = event.detail > 0 && !matchMedia('(pointer: coarse)').matches;
  if (document.body.classList.contains('drawer-open')) {
    drawer(false);
    byId('composer').focus();
  } else if (mouse) {
    // Who has clicked on a channel wants to type there next; who walks by keyboard stays in the list.
    byId('composer').focus();
  }
});
byId('channels').addEventListener('keydown', (event) => {
  const links = [...byId('channels').children];
  const at = links.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 }[event.key];
  if (to === undefined || !links[to]) return;
  event.preventDefault();
  links[at]?.setAttribute('tabindex', '-1');
  links[to].setAttribute('tabindex', '0');
  links[to].focus();
});
byId('filter').addEventListener('input', drawChannels);
byId('identity').addEventListener('change', (event) => {
  const url = new URL(location.href);
  url.searchParams.set('as', event.target.value);
  history.pushState(null, '', url);
  become(event.target.value);
});
byId('earlier').addEventListener('click', () => {
  const data = channelData(known.channel);
  const oldest = [...data.messages.keys()].sort(compareIds)[0];
  if (oldest) load(known.channel, oldest);
});
byId('newest').addEventListener('click', () => {
  scroll.scrollTop = scroll.scrollHeight;
  byId('newest').hidden = true;
  byId('composer').focus();
});
// Whoever is at the end stays there, also when the box below grows, or a picture has come.
let stuck = true;
scroll.addEventListener('scroll', () => {
  stuck = atEnd();
  if (stuck) byId('newest').hidden = true;
}, { passive: true });
const staying = new ResizeObserver(() => stuck && (scroll.scrollTop = scroll.scrollHeight));
staying.observe(scroll);
staying.observe(log);
addEventListener('resize', () => (drawHead(), refresh()));
addEventListener('hashchange', route);
addEventListener('popstate', () => {
  const wanted = new URLSearchParams(location.search).get('as') ?? person;
  if (wanted !== person) become(wanted);
});
addEventListener('keydown', (event) => {
  // Typing anywhere goes to the box, as in any chat.
  const free = [document.body, scroll].includes(document.activeElement) || document.activeElement?.tagName === 'A';
  if (free && event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey && event.key !== ' ') byId('composer').focus();
});

startComposer({
  commands: () => offered(1),
  place,
  choicesFor,
  sendText: (content) => ask('POST', `channels/${known.channel}/messages`, { as: person, content }),
  sendCommand: (command, options, files) => act('command', { command, options, files }),
});
become(person);
