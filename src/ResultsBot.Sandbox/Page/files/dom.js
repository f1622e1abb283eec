// Makes elements. Text always goes in as text: nothing that a bot or a person writes is ever read as HTML.
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name === 'class') element.className = value;
    else if (name === 'style') for (const [key, v] of Object.entries(value)) element.style.setProperty(key, v);
    else if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'value') element.value = value;
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export const byId = (id) => document.getElementById(id);

export const compareIds = (a, b) => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);

const palette = ['#3f5bd8', '#a23e6d', '#20776b', '#8a5a1c', '#6b4bb5', '#b0413e', '#3a6f2f', '#5a6472'];

export function avatar(user) {
  let sum = 0;
  for (const digit of String(user.id)) sum = (sum * 31 + digit.charCodeAt(0)) % 9973;
  const name = user.global_name || user.username || user.name || '?';
  return h(
    'span',
    { class: user.bot ? 'avatar bot' : 'avatar', 'aria-hidden': 'true', style: { '--hue': palette[sum % palette.length] } },
    [...name][0].toUpperCase(),
  );
}

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' });
const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium' });

export function when(iso) {
  const date = new Date(iso);
  const today = new Date().toDateString() === date.toDateString();
  return today ? clock.format(date) : `${day.format(date)}, ${clock.format(date)}`;
}

export const timeOnly = (iso) => clock.format(new Date(iso));
export const dayOf = (iso) => day.format(new Date(iso));
export const whenInFull = (iso) => full.format(new Date(iso));
