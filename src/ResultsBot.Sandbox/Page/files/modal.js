// A form that the bot opened. Escape and the scrim close it, but what was typed is kept, should the same form open again.
import { byId, h } from './dom.js';
import { blocks, line } from './markdown.js';

const drafts = new Map();
let close = null;

export const isOpen = () => close !== null;

export function openModal(event, submit, choices) {
  const { modal } = event;
  close?.();
  const opener = document.activeElement;
  const fields = [];
  const error = h('p', { class: 'modal-error', role: 'alert', 'data-testid': 'modal-error', hidden: true });

  // A draft belongs to this field of this form on this message, filled in with this: never to another's figures.
  const keyOf = (input) => JSON.stringify([event.source, modal.custom_id, input.custom_id, input.value ?? '']);
  const one = (input, label, description) => {
    const id = `field-${input.custom_id}`;
    if (input.type !== 4) return choice(input, label, description, id);
    const paragraph = input.style === 2;
    const key = keyOf(input);
    const draft = drafts.get(key);
    const control = h(paragraph ? 'textarea' : 'input', {
      id, class: 'field', type: paragraph ? null : 'text', rows: paragraph ? 6 : null,
      placeholder: input.placeholder, 'aria-required': input.required ? 'true' : null,
      'data-testid': `modal-input-${input.custom_id}`, spellcheck: 'false', 'aria-describedby': `${id}-note`,
    });
    control.value = draft ?? input.value ?? '';
    const note = h('p', { class: 'field-note', id: `${id}-note` });
    const max = input.max_length ?? 4000;
    const length = () => [...control.value].length;
    const problem = () => {
      const n = length();
      if (!n) return input.required ? 'This field is required.' : null;
      if (n < (input.min_length ?? 0)) return `Must be at least ${input.min_length} characters long.`;
      return n > max ? `Must be ${max} characters or fewer.` : null;
    };
    const show = (strict) => {
      const wrong = strict || length() > max ? problem() : null;
      control.setAttribute('aria-invalid', wrong ? 'true' : 'false');
      const counts = input.max_length || length() > 3500 ? `${length()} / ${max}` : '';
      note.textContent = [wrong, counts].filter(Boolean).join(' · ');
      note.classList.toggle('bad', Boolean(wrong));
      return wrong;
    };
    control.addEventListener('input', () => {
      drafts.set(key, control.value);
      show(note.classList.contains('bad'));
    });
    show(false);
    fields.push({ id: input.custom_id, key, control, check: () => show(true), value: () => control.value });
    return wrap(input, label, description, id, control, note);
  };

  const choice = (input, label, description, id) => {
    const preset = new Set((input.default_values ?? []).map((d) => d.id));
    const offered = input.options ?? choices(input.type, input.channel_types).map((c) => ({ ...c, default: preset.has(c.value) }));
    const control = h('select', { id, class: 'field', multiple: input.max_values > 1, 'data-testid': `modal-input-${input.custom_id}` },
      input.max_values > 1 ? null : h('option', { value: '' }, input.placeholder ?? ''),
      offered.map((o) => h('option', { value: o.value, selected: o.default }, o.label)));
    const note = h('p', { class: 'field-note', id: `${id}-note` });
    const value = () => [...control.selectedOptions].map((o) => o.value).filter(Boolean);
    const check = () => {
      const wrong = input.required !== false && !value().length ? 'Make a choice.' : null;
      note.textContent = wrong ?? '';
      note.classList.toggle('bad', Boolean(wrong));
      return wrong;
    };
    fields.push({ id: input.custom_id, control, check, value });
    return wrap(input, label, description, id, control, note);
  };

  const wrap = (input, label, description, id, control, note) =>
    h('div', { class: 'field-box' },
      h('label', { for: id }, line(label ?? ''), input.required === false ? h('span', { class: 'optional' }, ' optional') : h('span', { class: 'star', 'aria-hidden': 'true' }, ' *')),
      description ? h('p', { class: 'field-about' }, description) : null,
      control, note);

  const parts = modal.components.map((item) =>
    item.type === 18 ? one(item.component, item.label, item.description)
      : item.type === 10 ? h('div', { class: 'markup' }, blocks(item.content))
        : item.components.map((input) => one(input, input.label)));

  const send = h('button', { class: 'button primary', type: 'submit', 'data-testid': 'modal-submit' }, 'Submit');
  const cancel = h('button', { class: 'button quiet', type: 'button', 'data-testid': 'modal-cancel', onclick: () => close?.() }, 'Cancel');
  const form = h('form', { class: 'modal', role: 'dialog', 'aria-modal': 'true', 'aria-labelledby': 'modal-title', 'data-testid': 'modal', novalidate: true },
    h('header', {}, h('h2', { id: 'modal-title' }, modal.title), h('button', { class: 'textual x', type: 'button', 'aria-label': 'Close', onclick: () => close?.() }, '✕')),
    h('div', { class: 'modal-fields' }, parts, error),
    h('footer', {}, cancel, send));
  const layer = h('div', { class: 'layer' }, form);

  const fail = (text) => {
    error.textContent = text;
    error.hidden = !text;
    send.disabled = false;
    send.removeAttribute('aria-busy');
  };

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (send.disabled) return;
    const wrong = fields.filter((f) => f.check());
    if (wrong.length) {
      wrong[0].control.focus();
      return;
    }
    send.disabled = true;
    send.setAttribute('aria-busy', 'true');
    error.hidden = true;
    try {
      await submit(Object.fromEntries(fields.map((f) => [f.id, f.value()])));
      for (const f of fields) drafts.delete(f.key);
      close?.();
    } catch (problem) {
      fail(problem.message);
    }
  });

  layer.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      close?.();
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit();
    else if (event.key === 'Tab') {
      const stops = [...form.querySelectorAll('button, input, textarea, select, a[href]')].filter((e) => !e.disabled);
      const edge = event.shiftKey ? stops[0] : stops.at(-1);
      if (document.activeElement === edge) {
        event.preventDefault();
        (event.shiftKey ? stops.at(-1) : stops[0]).focus();
      }
    }
  });

  close = () => {
    close = null;
    layer.remove();
    byId('app').inert = false;
    (opener?.isConnected ? opener : byId('composer')).focus();
  };
  byId('app').inert = true;
  byId('dialogs').append(layer);
  (fields[0]?.control ?? send).focus();
}
