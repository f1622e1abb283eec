// The box at the bottom: plain messages, and commands with their options, suggestions and mistakes.
import { ask } from './api.js';
import { optionAt, parse } from './commands.js';
import { byId, h } from './dom.js';

const box = byId('composer');
const popup = byId('popup');
const popupHead = byId('popup-head');
const listbox = byId('suggestions');
const chips = byId('chips');
const errorLine = byId('composer-error');

let host; // { commands(), place(), choicesFor(type, channelTypes), sendText, sendCommand }
let items = [];
let active = -1;
let closedFor = null; // the text for which Escape closed the list
let chosen = new Map(); // option → { text, value }: what a picked suggestion stands for
const files = new Map(); // option → { input, text, file }: files chosen for attachment options
let asking = null;
let timer;
const sent = [];
let recall = -1;

export function startComposer(given) {
  host = given;
  box.addEventListener('input', () => {
    recall = -1;
    showError('');
    oneLine();
    refresh();
  });
  box.addEventListener('keydown', onKey);
  box.addEventListener('click', refresh);
  box.addEventListener('keyup', (e) => ['ArrowLeft', 'ArrowRight', 'Home', 'End'].includes(e.key) && refresh());
  box.addEventListener('blur', () => setTimeout(() => document.activeElement !== box && hide(), 150));
  box.addEventListener('focus', refresh);
  byId('composer-form').addEventListener('submit', (event) => {
    event.preventDefault();
    send();
  });
}

export function refresh() {
  box.style.height = 'auto';
  box.style.height = `${Math.min(box.scrollHeight, innerHeight * 0.4)}px`;
  const text = box.value;
  const parsed = parse(text, host.commands());
  drawChips(parsed);
  if (!parsed || closedFor === text || document.activeElement !== box) return hide();
  if (parsed.naming) return suggestCommands(parsed);
  if (!parsed.command) return hide();
  if (parsed.subs) return suggestSubs(parsed);
  suggestValues(parsed);
}

// Discord's own client turns the line breaks of a pasted text into spaces, once it stands in a command.
function oneLine() {
  if (!box.value.startsWith('/') || !box.value.includes('\n')) return;
  const caret = box.value.slice(0, box.selectionStart).replace(/\s*\n\s*/g, ' ').length;
  box.value = box.value.replace(/\s*\n\s*/g, ' ');
  box.setSelectionRange(caret, caret);
}

export function setText(text) {
  box.value = text;
  refresh();
}

function showError(text, option) {
  errorLine.textContent = text;
  errorLine.hidden = !text;
  box.setAttribute('aria-invalid', text ? 'true' : 'false');
  for (const chip of chips.querySelectorAll('.chip')) chip.classList.toggle('bad', Boolean(option) && chip.dataset.option === option);
}

// Suggestions

function suggestCommands(parsed) {
  const typed = parsed.typed.toLowerCase();
  const commands = host.commands();
  const starts = commands.filter((c) => c.name.startsWith(typed));
  const holds = commands.filter((c) => !c.name.startsWith(typed) && (c.name.includes(typed) || c.description.toLowerCase().includes(typed)));
  const found = [...starts, ...(typed ? holds : [])];
  const exact = found[0]?.name === typed;
  show(
    found.length ? 'Commands' : commands.length ? `No command is called /${parsed.typed}` : 'No commands here: no bot has registered any',
    found.map((c) => ({
      label: `/${c.name}`,
      note: c.description,
      extra: c.options?.filter((o) => o.type > 2).map((o) => o.name + (o.required ? '' : '?')).join(' '),
      take: () => begin(c),
    })),
    exact ? -1 : 0,
    true,
  );
}

function begin(command, path = []) {
  let level = command;
  for (const step of path) level = level.options.find((o) => o.name === step);
  const first = level.options?.find((o) => o.type > 2 && o.required);
  const words = [`/${command.name}`, ...path].join(' ');
  put(first ? `${words} ${first.name}:` : `${words} `);
}

function suggestSubs(parsed) {
  const found = parsed.subs.filter((s) => s.name.startsWith(parsed.subTyped.toLowerCase()));
  show(`/${[parsed.command.name, ...parsed.path].join(' ')} …`, found.map((s) => ({
    label: s.name, note: s.description, take: () => begin(parsed.command, [...parsed.path, s.name]),
  })), 0, true);
}

function suggestValues(parsed) {
  const here = optionAt(parsed, box.selectionStart);
  clearTimeout(timer);
  asking?.abort();
  if (!here) return hide();
  const { shape } = here;
  const typed = here.value.toLowerCase();
  if (chosen.get(shape.name)?.text === here.value && here.value) return hide();
  if (shape.type === 11) {
    if (here.value && files.get(shape.name)?.text === here.value) return hide();
    return show(`${shape.name} — ${shape.description}`, [{ label: 'Choose a file…', take: () => fileInput(shape).click() }], -1);
  }
  const fixed = shape.choices?.map((c) => ({ name: c.name, value: c.value }))
    ?? (shape.type === 5 ? [{ name: 'True', value: 'true' }, { name: 'False', value: 'false' }] : null)
    ?? ([6, 7, 8, 9].includes(shape.type) ? host.choicesFor(shape.type, shape.channel_types) : null);
  if (fixed) return offer(parsed, here, fixed.filter((c) => c.name.toLowerCase().replace(/^[@#]/, '').includes(typed.replace(/^[@#]/, ''))).slice(0, 25));
  if (!shape.autocomplete) return hide();

  timer = setTimeout(async () => {
    asking = new AbortController();
    const text = box.value;
    const options = Object.fromEntries(parsed.options.filter((o) => o.value || o === here).map((o) => [o.shape.name, valueOf(o)]));
    options[shape.name] = here.value;
    try {
      const answer = await ask('POST', 'interactions/autocomplete', {
        ...host.place(), command: [parsed.command.name, ...parsed.path].join(' '), options, focused: shape.name, wait: 'first',
      }, asking.signal);
      if (box.value !== text || document.activeElement !== box) return;
      if (answer.state === 'failed') show('Loading options failed', [], -1);
      else if (answer.choices.length) offer(parsed, here, answer.choices);
      else show('No options match your search', [], -1);
    } catch (error) {
      if (error.name !== 'AbortError') hide();
    }
  }, 120);
}

function offer(parsed, here, choices) {
  if (!choices.length) return hide();
  show(`${here.shape.name} — ${here.shape.description}`, choices.map((c) => ({
    label: c.name,
    take: () => {
      chosen.set(here.shape.name, { text: c.name, value: c.value });
      const text = box.value;
      const before = here.bare ? `${text.slice(0, here.nameStart)}${here.shape.name}:` : text.slice(0, here.valueStart);
      const rest = text.slice(here.end).trimStart();
      const next = parsed.missing.find((s) => s !== here.shape);
      const tail = rest ? ` ${rest}` : next ? ` ${next.name}:` : '';
      put(`${before}${c.name}${tail}`, rest ? before.length + c.name.length : undefined);
    },
  })), -1);
}

function show(head, given, first = -1, firstOnTab = false) {
  items = given;
  popupHead.textContent = head;
  listbox.replaceChildren(...items.map((item, i) =>
    h('li', {
      id: `suggestion-${i}`, role: 'option', class: 'suggestion', 'aria-selected': 'false', 'data-testid': 'suggestion',
      onpointerdown: (e) => e.preventDefault(), onclick: () => take(i), onpointermove: () => active !== i && mark(i),
    }, h('span', { class: 'suggestion-label' }, item.label), item.extra ? h('span', { class: 'suggestion-extra' }, item.extra) : null,
      item.note ? h('span', { class: 'suggestion-note' }, item.note) : null)));
  popup.hidden = false;
  mark(firstOnTab && items.length ? first : -1);
}

function mark(i) {
  active = i;
  [...listbox.children].forEach((row, n) => row.setAttribute('aria-selected', n === i ? 'true' : 'false'));
  if (i < 0) return box.removeAttribute('aria-activedescendant');
  box.setAttribute('aria-activedescendant', `suggestion-${i}`);
  listbox.children[i].scrollIntoView({ block: 'nearest' });
}

function hide() {
  clearTimeout(timer);
  items = [];
  active = -1;
  popup.hidden = true;
  box.removeAttribute('aria-activedescendant');
}

function take(i) {
  const item = items[i];
  hide();
  item.take();
}

function put(text, caret = text.length) {
  box.value = text;
  box.focus();
  box.setSelectionRange(caret, caret);
  closedFor = null;
  showError('');
  refresh();
}

// Options as chips

function drawChips(parsed) {
  const shapes = parsed?.shapes ?? [];
  chips.hidden = !parsed?.command || parsed.naming || !shapes.length;
  if (chips.hidden) return chips.replaceChildren();
  const here = optionAt(parsed, box.selectionStart);
  const about = here?.shape ?? null;
  chips.replaceChildren(
    h('span', { class: 'chip-command' }, `/${[parsed.command.name, ...parsed.path].join(' ')}`),
    ...shapes.map((shape) => {
      const given = parsed.options.find((o) => o.shape === shape);
      const input = shape.type === 11 ? fileInput(shape) : null;
      const state = given?.value ? 'given' : shape.required ? 'needed' : 'free';
      const chip = h('button', {
        class: `chip ${state}${about === shape ? ' here' : ''}`, type: 'button', 'data-option': shape.name, 'data-testid': `option-${shape.name}`,
        title: shape.description, 'aria-label': `${shape.name}: ${shape.description}${shape.required ? ', required' : ''}${given?.value ? ', given' : ''}`,
        onpointerdown: (e) => e.preventDefault(), onclick: () => goTo(parsed, shape),
      }, shape.name, shape.type === 11 ? ' ⊕' : null, shape.required ? h('i', { 'aria-hidden': 'true' }, given?.value ? ' ✓' : ' *') : null);
      return input ? [chip, input] : chip;
    }).flat(),
    h('span', { class: 'chip-about' }, (about ?? parsed.missing[0] ?? parsed.command).description),
  );
}

// The box shows the file's name; the file itself waits here.
function fileInput(shape) {
  const known = files.get(shape.name);
  if (known) return known.input;
  const input = h('input', { type: 'file', hidden: true, 'data-testid': `file-${shape.name}`, 'aria-label': shape.name });
  const entry = { input, text: '', file: null };
  input.addEventListener('change', () => {
    const [file] = input.files;
    if (!file) return;
    const parsed = parse(box.value, host.commands());
    const given = parsed?.options?.find((o) => o.shape.name === shape.name);
    entry.file = file;
    // A name with "option:" in it would be taken for the next option.
    entry.text = file.name.replace(/\s+/g, '_').replace(/:/g, '_');
    const text = box.value;
    if (given) put(`${text.slice(0, given.nameStart)}${shape.name}:${entry.text} ${text.slice(given.end).trimStart()}`);
    else put(`${text.trimEnd()} ${shape.name}:${entry.text} `);
    hide();
  });
  files.set(shape.name, entry);
  return input;
}

const base64 = (file) =>
  new Promise((done, fail) => {
    const reader = new FileReader();
    reader.onload = () => done(String(reader.result).split(',')[1] ?? '');
    reader.onerror = () => fail(new Error(`${file.name} cannot be read.`));
    reader.readAsDataURL(file);
  });

function goTo(parsed, shape) {
  if (shape.type === 11) return fileInput(shape).click();
  const given = parsed.options.find((o) => o.shape === shape);
  if (given) {
    box.focus();
    const end = given.valueStart + box.value.slice(given.valueStart, given.end).trimEnd().length;
    box.setSelectionRange(given.valueStart, Math.max(end, given.valueStart));
    return refresh();
  }
  put(`${box.value.trimEnd()} ${shape.name}:`);
}

// Keys

function onKey(event) {
  if (event.isComposing) return;
  const open = !popup.hidden && items.length > 0;
  const plain = !event.shiftKey && !event.ctrlKey && !event.metaKey && !event.altKey;
  if (open && plain && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
    event.preventDefault();
    const step = event.key === 'ArrowDown' ? 1 : -1;
    return mark(active < 0 ? (step > 0 ? 0 : items.length - 1) : (active + step + items.length) % items.length);
  }
  if (event.key === 'Escape' && !popup.hidden) {
    event.preventDefault();
    closedFor = box.value;
    return hide();
  }
  if (event.key === 'Enter' && plain) {
    event.preventDefault();
    return open && active >= 0 ? take(active) : send();
  }
  if (event.key === 'Tab' && !event.ctrlKey && !event.altKey) return onTab(event, open);
  if ((event.key === 'ArrowUp' || event.key === 'ArrowDown') && plain && sent.length && (box.value === '' || recall >= 0)) {
    if (recall < 0 && event.key === 'ArrowDown') return;
    event.preventDefault();
    recall = event.key === 'ArrowUp' ? Math.min(recall + 1, sent.length - 1) : recall - 1;
    const keep = recall;
    put(recall < 0 ? '' : sent[sent.length - 1 - recall]);
    recall = keep;
    closedFor = box.value;
    hide();
  }
}

function onTab(event, open) {
  const parsed = parse(box.value, host.commands());
  if (open && !event.shiftKey) {
    event.preventDefault();
    return take(Math.max(active, 0));
  }
  if (!parsed?.command || parsed.naming || !parsed.shapes?.length) return;
  const here = optionAt(parsed, box.selectionStart);
  const order = [...parsed.options].sort((a, b) => a.nameStart - b.nameStart);
  const at = order.indexOf(here);
  if (event.shiftKey) {
    if (at <= 0) return; // out of the box, backwards
    event.preventDefault();
    return goTo(parsed, order[at - 1].shape);
  }
  if (at >= 0 && at < order.length - 1) {
    event.preventDefault();
    return goTo(parsed, order[at + 1].shape);
  }
  // Past what is written: on to what is still required, then to what may be given. From an option left empty, or when
  // all is given, Tab leaves the box as anywhere else.
  if (here && !here.value && !here.shape.required) return;
  const free = parsed.shapes.filter((s) => !parsed.options.some((o) => o.shape === s) && s.type !== 11);
  const next = parsed.missing.find((s) => s !== here?.shape && s.type !== 11) ?? (parsed.missing.length ? null : free[0]);
  if (next) {
    event.preventDefault();
    goTo(parsed, next);
  }
}

// Sending

const valueOf = (option) => {
  const picked = chosen.get(option.shape.name);
  return picked && picked.text === option.value ? picked.value : option.value;
};

async function send() {
  const text = box.value;
  if (!text.trim()) return;
  const parsed = parse(text, host.commands());
  if (parsed && !parsed.command)
    return showError(host.commands().length ? `There is no command /${parsed.typed} for you here.` : 'There are no commands here: no bot has registered any.');
  if (parsed?.subs) return showError(`/${parsed.command.name} needs one of: ${parsed.subs.map((s) => s.name).join(', ')}.`);
  if (parsed?.missing.length) {
    const names = parsed.missing.map((s) => `“${s.name}”`).join(' and ');
    showError(`${names} ${parsed.missing.length > 1 ? 'are' : 'is'} required.`, parsed.missing[0].name);
    return;
  }
  byId('composer-form').setAttribute('aria-busy', 'true');
  try {
    if (parsed) {
      const given = parsed.options.filter((o) => o.value);
      const options = Object.fromEntries(given.filter((o) => o.shape.type !== 11).map((o) => [o.shape.name, valueOf(o)]));
      const sending = {};
      for (const { shape, value } of given.filter((o) => o.shape.type === 11)) {
        const known = files.get(shape.name);
        if (!known?.file || known.text !== value) return showError(`“${shape.name}” needs a file: choose one.`, shape.name);
        sending[shape.name] = { filename: known.file.name, content_type: known.file.type, data: await base64(known.file) };
      }
      await host.sendCommand([parsed.command.name, ...parsed.path].join(' '), options, sending);
    } else await host.sendText(text);
    sent.push(text);
    chosen = new Map();
    files.clear();
    if (box.value === text) box.value = '';
    showError('');
    hide();
    refresh();
  } catch (problem) {
    showError(problem.message, problem.option);
  } finally {
    byId('composer-form').removeAttribute('aria-busy');
    box.focus();
  }
}
