// Discord's subset of Markdown, as DOM nodes.
import { h, dayOf, timeOnly, when, whenInFull } from './dom.js';

const safeLink = (href) => /^https?:\/\//i.test(href);

const link = (href, ...children) =>
  safeLink(href) ? h('a', { href, target: '_blank', rel: 'noopener noreferrer' }, ...children) : children;

const stamps = { t: timeOnly, T: timeOnly, d: dayOf, D: dayOf, f: when, F: whenInFull };

const rules = [
  [/^\\([\\`*_{}[\]()#+\-.!~|<>@:/])/, (m) => m[1]],
  [/^(`+)([\s\S]*?[^`])\1(?!`)/, (m) => h('code', {}, m[2].trim() || m[2])],
  [/^<(https?:\/\/[^\s>]+)>/, (m) => link(m[1], m[1])],
  [/^<t:(-?\d{1,12})(?::([tTdDfFR]))?>/, (m) => {
    const iso = Number(m[1]) * 1000;
    return h('time', { class: 'stamp', title: whenInFull(iso) }, (stamps[m[2]] ?? when)(iso));
  }],
  [/^<@!?(\d+)>/, (m, c) => h('span', { class: 'mention' }, '@' + (c.names?.(m[1], 'user') ?? 'unknown'))],
  [/^<#(\d+)>/, (m, c) => h('span', { class: 'mention' }, '#' + (c.names?.(m[1], 'channel') ?? 'unknown'))],
  [/^<@&(\d+)>/, (m, c) => h('span', { class: 'mention' }, '@' + (c.names?.(m[1], 'role') ?? 'unknown'))],
  [/^<\/([^:>]+):\d+>/, (m) => h('span', { class: 'mention' }, '/' + m[1])],
  [/^\[((?:\\.|[^\]\\]|\[[^\]]*\])+)\]\(<?(https?:\/\/[^\s)>]+)>?(?:\s+"[^"]*")?\)/, (m, c) => link(m[2], inline(m[1], c))],
  [/^https?:\/\/[^\s<]+[^\s<.,:;"')\]!?*_~|]/, (m) => link(m[0], m[0])],
  [/^\*\*\*(?=\S)([\s\S]*?\S)\*\*\*(?!\*)/, (m, c) => h('strong', {}, h('em', {}, inline(m[1], c)))],
  [/^\*\*(?=\S)([\s\S]*?\S)\*\*(?!\*)/, (m, c) => h('strong', {}, inline(m[1], c))],
  [/^__(?=\S)([\s\S]*?\S)__(?!_)/, (m, c) => h('u', {}, inline(m[1], c))],
  [/^\*(?=[^\s*])((?:\*\*[\s\S]*?\*\*|\\[\s\S]|[^*\\])*?[^\s*])\*(?!\*)/, (m, c) => h('em', {}, inline(m[1], c))],
  [/^_(?=\S)((?:\\[\s\S]|__[\s\S]*?__|[^_\\])*?\S)_(?![\p{L}\p{N}_])/u, (m, c) => h('em', {}, inline(m[1], c))],
  [/^~~(?=\S)([\s\S]*?\S)~~/, (m, c) => h('s', {}, inline(m[1], c))],
  [/^\|\|([\s\S]+?)\|\|/, (m, c) => spoiler(inline(m[1], c))],
];

function spoiler(content) {
  const box = h('span', { class: 'spoiler', role: 'button', tabindex: '0', 'aria-label': 'Spoiler', 'aria-expanded': 'false' }, content);
  const open = () => {
    box.classList.add('open');
    box.setAttribute('aria-expanded', 'true');
    box.removeAttribute('aria-label');
  };
  box.addEventListener('click', open);
  box.addEventListener('keydown', (e) => (e.key === 'Enter' || e.key === ' ') && (e.preventDefault(), open()));
  return box;
}

function inline(text, context, depth = 0) {
  const out = [];
  let plain = '';
  let rest = text;
  let before = '';
  const flush = () => {
    if (plain) out.push(plain);
    plain = '';
  };
  while (rest) {
    let hit = null;
    // Only a few characters can begin anything; the rest is copied as it is.
    if (/[\\`<[h*_~|]/.test(rest[0]) && depth < 12) {
      for (const [pattern, make] of rules) {
        const match = pattern.exec(rest);
        if (!match || (rest[0] === '_' && /[\p{L}\p{N}]/u.test(before) && rest[1] !== '_')) continue;
        hit = [match, make];
        break;
      }
    }
    if (hit) {
      flush();
      out.push(hit[1](hit[0], context));
      before = hit[0][0].at(-1);
      rest = rest.slice(hit[0][0].length);
      continue;
    }
    const step = /^[^\\`<[h*_~|\n]+|^[\s\S]/.exec(rest)[0];
    if (step === '\n') {
      flush();
      out.push(h('br'));
    } else plain += step;
    before = step.at(-1);
    rest = rest.slice(step.length);
  }
  flush();
  return out;
}

// One line, without blocks: titles, field names, labels.
export const line = (text, context = {}) => inline(text, context);

export function blocks(text, context = {}) {
  const out = [];
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  let paragraph = [];
  const flush = () => {
    if (paragraph.length) out.push(h('div', { class: 'p' }, inline(paragraph.join('\n'), context)));
    paragraph = [];
  };
  for (let i = 0; i < lines.length; i++) {
    const row = lines[i];
    let match;
    const fence = row.indexOf('```');
    if (fence >= 0) {
      const from = [row.slice(fence + 3), ...lines.slice(i + 1)].join('\n');
      const end = from.indexOf('```');
      if (end >= 0) {
        if (row.slice(0, fence).trim()) paragraph.push(row.slice(0, fence));
        flush();
        let code = from.slice(0, end);
        const language = /^([a-z0-9_+\-.]*)\n/i.exec(code);
        if (language) code = code.slice(language[0].length);
        out.push(h('pre', { tabindex: '0' }, h('code', {}, code.replace(/\n$/, ''))));
        const used = from.slice(0, end + 3).split('\n').length - 1;
        const tail = from.slice(end + 3).split('\n')[0];
        i += used;
        if (tail.trim()) lines.splice(i + 1, 0, tail);
        continue;
      }
    }
    if ((match = /^>>> ?([\s\S]*)/.exec(row))) {
      flush();
      out.push(h('blockquote', {}, blocks([match[1], ...lines.slice(i + 1)].join('\n'), context)));
      break;
    }
    if (/^> /.test(row) || row === '>') {
      flush();
      const quoted = [];
      while (i < lines.length && (/^> /.test(lines[i]) || lines[i] === '>')) quoted.push(lines[i++].slice(2));
      i--;
      out.push(h('blockquote', {}, blocks(quoted.join('\n'), context)));
      continue;
    }
    if ((match = /^(#{1,3}) +(.+)/.exec(row))) {
      flush();
      out.push(h('div', { class: `h h${match[1].length}`, role: 'heading', 'aria-level': match[1].length + 2 }, inline(match[2], context)));
      continue;
    }
    if ((match = /^-# +(.+)/.exec(row))) {
      flush();
      out.push(h('div', { class: 'subtext' }, inline(match[1], context)));
      continue;
    }
    if (/^\s*([-*]|\d{1,9}\.) +\S/.test(row)) {
      flush();
      const items = [];
      while (i < lines.length && (match = /^(\s*)([-*]|\d{1,9}\.) +(.*)/.exec(lines[i]))) {
        items.push({ indent: match[1].length, ordered: /\d/.test(match[2]), start: parseInt(match[2], 10), text: match[3] });
        i++;
      }
      i--;
      out.push(...list(items, context));
      continue;
    }
    if (!row.trim()) {
      flush();
      if (out.length && i < lines.length - 1) out.push(h('div', { class: 'gap' }));
      continue;
    }
    paragraph.push(row);
  }
  flush();
  return out;
}

function list(items, context) {
  const out = [];
  let at = 0;
  while (at < items.length) {
    const first = items[at];
    const rows = [];
    while (at < items.length && items[at].indent >= first.indent && (items[at].indent > first.indent || items[at].ordered === first.ordered)) {
      if (items[at].indent > first.indent + 1) {
        const inner = [];
        while (at < items.length && items[at].indent > first.indent + 1) inner.push(items[at++]);
        (rows.at(-1) ?? rows[rows.push(h('li')) - 1]).append(...list(inner, context));
        continue;
      }
      rows.push(h('li', {}, inline(items[at].text, context)));
      at++;
    }
    out.push(first.ordered ? h('ol', { start: first.start }, rows) : h('ul', {}, rows));
  }
  return out;
}
