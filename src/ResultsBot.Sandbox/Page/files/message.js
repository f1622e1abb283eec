// Shows one message: who, when, what, embeds, buttons.
import { avatar, h, timeOnly, when, whenInFull } from './dom.js';
import { blocks, line } from './markdown.js';

const Ephemeral = 1 << 6;
const Loading = 1 << 7;
const Crossposted = 1 << 0;
const SuppressEmbeds = 1 << 2;
const thinkingFor = 15 * 60 * 1000;

export const nameOf = (user) => user.global_name || user.username;

const colour = (number) => `#${number.toString(16).padStart(6, '0')}`;

function embed(data, context) {
  const sides = [];
  if (data.author)
    sides.push(h('div', { class: 'embed-author' }, data.author.url ? link(data.author.url, data.author.name) : data.author.name));
  if (data.title)
    sides.push(h('div', { class: 'embed-title', 'data-testid': 'embed-title' }, data.url ? link(data.url, line(data.title, context)) : line(data.title, context)));
  if (data.description)
    sides.push(h('div', { class: 'embed-description markup', 'data-testid': 'embed-description' }, blocks(data.description, context)));
  if (data.fields?.length)
    sides.push(
      h('dl', { class: 'embed-fields' }, fields(data.fields).map(([field, span]) =>
        h('div', { class: 'embed-field', 'data-testid': 'embed-field', style: { '--span': span } },
          h('dt', {}, line(field.name ?? '', context)),
          h('dd', { class: 'markup' }, blocks(field.value ?? '', context))))));
  if (data.image?.url) sides.push(h('div', { class: 'embed-image' }, picture(data.image.url, data.title ?? '', 'embed-image')));
  const foot = [data.footer?.text, data.timestamp && when(data.timestamp)].filter(Boolean);
  if (foot.length)
    sides.push(h('div', { class: 'embed-footer', 'data-testid': 'embed-footer', title: data.timestamp && whenInFull(data.timestamp) }, foot.join(' • ')));
  const bar = data.color ? { '--bar': colour(data.color) } : {};
  return h('article', { class: 'embed', 'data-testid': 'embed', style: bar }, sides);
}

const link = (href, ...children) => h('a', { href, target: '_blank', rel: 'noopener noreferrer' }, ...children);

// Inline fields stand up to three in a row; a row of two shares it in halves. The grid has twelve columns.
function fields(all) {
  const out = [];
  let run = [];
  const flush = () => {
    for (let i = 0; i < run.length; i += 3) {
      const row = run.slice(i, i + 3);
      for (const field of row) out.push([field, row.length === 1 ? 12 : 12 / row.length]);
    }
    run = [];
  };
  for (const field of all)
    if (field.inline) run.push(field);
    else {
      flush();
      out.push([field, 12]);
    }
  flush();
  return out;
}

const styles = { 1: 'primary', 2: 'secondary', 3: 'success', 4: 'danger', 5: 'link' };

function button(data, message, actions) {
  const text = data.label || data.emoji?.name || '…';
  if (data.style === 5)
    return h('a', { class: 'button link', href: data.url, target: '_blank', rel: 'noopener noreferrer', 'data-testid': `button-${text}` }, text, ' ↗');
  const busy = actions.busy.get(`${message.id}/${data.custom_id}`);
  return h(
    'button',
    {
      class: `button ${styles[data.style] ?? 'secondary'}${busy ? ' busy' : ''}`,
      type: 'button',
      disabled: data.disabled,
      'aria-busy': busy ? 'true' : null,
      'data-testid': `button-${text}`,
      'data-custom-id': data.custom_id,
      onclick: () => !actions.busy.get(`${message.id}/${data.custom_id}`) && actions.press(message, data),
    },
    data.emoji?.name && data.label ? `${data.emoji.name} ` : null,
    h('span', {}, text),
  );
}

function select(data, message, actions, context) {
  const options =
    data.type === 3
      ? data.options.map((o) => ({ value: o.value, label: o.label, description: o.description, chosen: o.default }))
      : context.choices(data.type, data.channel_types).map((c) => ({ ...c, chosen: data.default_values?.some((d) => d.id === c.value) }));
  const label = data.placeholder || 'Make a choice';
  if (data.max_values === 1 && data.min_values <= 1) {
    const list = h('select', {
      class: 'select', 'aria-label': label, disabled: data.disabled, 'data-testid': `select-${data.custom_id}`,
      onchange: (e) => e.target.value && actions.choose(message, data, [e.target.value]),
    },
      h('option', { value: '' }, label),
      options.map((o) => h('option', { value: o.value, selected: o.chosen }, o.description ? `${o.label} — ${o.description}` : o.label)));
    return list;
  }
  const boxes = options.map((o) => h('input', { type: 'checkbox', value: o.value, checked: o.chosen, disabled: data.disabled }));
  return h('details', { class: 'multi', 'data-testid': `select-${data.custom_id}` },
    h('summary', {}, label),
    h('div', { class: 'multi-list' },
      options.map((o, i) => h('label', {}, boxes[i], h('span', {}, o.label, o.description ? h('small', {}, o.description) : null))),
      h('button', {
        class: 'button primary', type: 'button', disabled: data.disabled,
        onclick: () => actions.choose(message, data, boxes.filter((b) => b.checked).map((b) => b.value)),
      }, `Choose (${data.min_values} to ${data.max_values})`)));
}

// A file's address may name the port of an earlier start: only its path counts, and it is always here.
export const local = (url) => {
  try {
    return new URL(url).pathname.startsWith('/attachments/') ? new URL(url).pathname : null;
  } catch {
    return null;
  }
};

// Pictures from elsewhere are not fetched: this page stays on this machine.
function picture(url, alt, testid) {
  const path = local(url);
  if (!path) return link(url, alt || url);
  const image = h('img', { class: 'picture', src: path, alt: alt || '', loading: 'lazy', 'data-testid': testid });
  image.addEventListener('error', () => image.replaceWith(h('span', { class: 'failed-text' }, 'This file is no longer here')));
  return image;
}

const bytes = (n) => (n < 1024 ? `${n} B` : n < 1024 * 1024 ? `${(n / 1024).toFixed(1)} KB` : `${(n / 1024 / 1024).toFixed(1)} MB`);

function attachments(message) {
  if (!message.attachments?.length) return null;
  return h('div', { class: 'attachments' }, message.attachments.map((a) =>
    h('figure', { class: 'attachment', 'data-testid': 'attachment', 'data-name': a.filename },
      a.content_type?.startsWith('image/') ? picture(a.url, a.description || a.filename) : null,
      h('figcaption', {}, h('a', { href: local(a.url) ?? a.url, download: a.filename, rel: 'noopener noreferrer' }, a.filename), ` ${bytes(a.size)}`,
        a.description ? h('small', {}, a.description) : null))));
}

function components(message, actions, context) {
  if (!message.components?.length) return null;
  return h('div', { class: 'rows' }, message.components.map((row) =>
    h('div', { class: 'row' }, row.components.map((c) => (c.type === 2 ? button(c, message, actions) : select(c, message, actions, context))))));
}

export function body(message, actions, context) {
  const parts = [];
  if (message.flags & Loading)
    parts.push(
      Date.now() - Date.parse(message.timestamp) > thinkingFor
        ? h('div', { class: 'failed-text' }, 'The application did not respond')
        : h('div', { class: 'thinking', 'data-testid': 'thinking' }, h('span', { class: 'dots', 'aria-hidden': 'true' }, h('i'), h('i'), h('i')), `${nameOf(message.author)} is thinking…`),
    );
  else if (message.type === 18)
    parts.push(h('p', { class: 'thread-link' }, `${nameOf(message.author)} started a thread: `,
      h('a', { href: `#/${message.message_reference.guild_id}/${message.message_reference.channel_id}`, 'data-testid': 'thread-link' }, message.content)));
  else if (message.content || message.edited_timestamp)
    parts.push(h('div', { class: 'content markup', 'data-testid': 'content' }, blocks(message.content ?? '', context),
      message.edited_timestamp ? h('small', { class: 'edited', title: whenInFull(message.edited_timestamp) }, '(edited)') : null));
  if (!(message.flags & SuppressEmbeds)) parts.push(...(message.embeds ?? []).map((e) => embed(e, context)));
  if (message.flags & Crossposted) parts.push(h('p', { class: 'only-you', 'data-testid': 'published' }, 'Published'));
  if (message.thread)
    parts.push(h('p', { class: 'thread-link' }, h('a', { href: `#/${message.thread.guild_id}/${message.thread.id}`, 'data-testid': 'thread-link' }, `↳ ${message.thread.name}`)));
  parts.push(attachments(message), components(message, actions, context));
  const failure = actions.failures.get(message.id);
  if (failure) parts.push(h('p', { class: 'failed-text', role: 'alert', 'data-testid': 'interaction-failed' }, failure));
  if (message.flags & Ephemeral)
    parts.push(
      h('p', { class: 'only-you', 'data-testid': 'ephemeral' },
        'Only you can see this · ',
        h('button', { class: 'textual', type: 'button', 'data-testid': 'dismiss', onclick: () => actions.dismiss(message) }, 'Dismiss message')));
  return parts;
}

// What Discord has in a message's context menu, under “Apps”.
function menu(message, actions, context) {
  const commands = context.messageCommands();
  if (!commands.length || message.flags & (Ephemeral | Loading)) return null;
  const details = h('details', { class: 'apps', 'data-testid': 'message-menu', onkeydown: (e) => e.key === 'Escape' && (details.open = false) },
    h('summary', { 'aria-label': `Apps for this message of ${nameOf(message.author)}` }, '⋯'),
    h('div', {}, commands.map((c) => h('button', {
      class: 'textual', type: 'button', 'data-testid': `message-command-${c.name}`,
      onclick: () => ((details.open = false), actions.useOn(message, c)),
    }, c.name))));
  return details;
}

export function row(message, compact, actions, context) {
  const user = message.author;
  const used = message.interaction_metadata;
  const mine = message.mentions?.some((m) => m.id === context.you) || message.mention_everyone || message.mention_roles?.some((r) => context.roles.includes(r));
  const reply = message.message_reference && context.find?.(message.message_reference.message_id);
  return h(
    'li',
    {
      class: `message${compact ? ' compact' : ''}${message.flags & Ephemeral ? ' ephemeral' : ''}${mine ? ' mentioned' : ''}`,
      'data-testid': 'message',
      'data-id': message.id,
      'data-author': user.username,
      oncontextmenu: (event) => {
        const apps = event.currentTarget.querySelector('.apps');
        if (!apps || event.target.closest('a, button')) return;
        event.preventDefault();
        apps.open = true;
        apps.querySelector('button').focus();
      },
    },
    menu(message, actions, context),
    used?.name
      ? h('div', { class: 'used' }, h('b', {}, nameOf(used.user)), ' used ', h('span', { class: 'mention' }, `/${used.name}`))
      : reply
        ? h('div', { class: 'used' }, h('b', {}, nameOf(reply.author)), ' ', (reply.content || 'Click to see attachment').slice(0, 90))
        : null,
    compact ? h('time', { class: 'side-time', datetime: message.timestamp, title: whenInFull(message.timestamp) }, timeOnly(message.timestamp)) : avatar(user),
    h(
      'div',
      { class: 'message-body' },
      compact
        ? h('span', { class: 'hidden' }, `${nameOf(user)}, ${when(message.timestamp)}: `)
        : h('div', { class: 'head' },
            h('b', { class: 'author', style: message.colour ? { '--name': colour(message.colour) } : {} }, nameOf(user)),
            user.bot ? h('span', { class: 'tag' }, 'APP') : null,
            h('time', { datetime: message.timestamp, title: whenInFull(message.timestamp) }, when(message.timestamp))),
      body(message, actions, context),
    ),
  );
}

// What the person who typed a command sees while the bot has not answered, or has not answered in time.
export function placeholder(interaction, bot, you, onDismiss) {
  const failed = interaction.state === 'failed';
  return h('li', { class: `message pending${failed ? ' failed' : ''}`, 'data-testid': failed ? 'failed' : 'sending', 'data-interaction': interaction.id },
    h('div', { class: 'used' }, h('b', {}, you.name), ' used ', h('span', { class: 'mention' }, interaction.label)),
    avatar({ ...bot, bot: true }),
    h('div', { class: 'message-body' },
      h('div', { class: 'head' }, h('b', { class: 'author' }, bot.name), h('span', { class: 'tag' }, 'APP')),
      failed
        ? [h('p', { class: 'failed-text', role: 'alert' }, 'The application did not respond'),
           h('p', { class: 'only-you' }, 'Only you can see this · ', h('button', { class: 'textual', type: 'button', onclick: onDismiss }, 'Dismiss message'))]
        : h('div', { class: 'thinking' }, h('span', { class: 'dots', 'aria-hidden': 'true' }, h('i'), h('i'), h('i')), 'Sending command…')));
}
