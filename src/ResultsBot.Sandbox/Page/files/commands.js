// Takes a typed command apart, by the same rule as the sandbox: what follows "option:" belongs to it, up to the next
// known "option:" at the start of a word. Says where each part lies, so that the caret can be placed.
export function parse(text, commands) {
  const slash = /^\s*\/(\S*)/.exec(text);
  if (!slash) return null;
  const typed = slash[1];
  const command = commands.find((c) => c.name === typed.toLowerCase());
  const naming = slash[0].length === text.length;
  if (!command) return { typed, command: null, naming };

  let at = slash[0].length;
  let level = command;
  const path = [];
  while (level.options?.some((o) => o.type <= 2)) {
    const word = /^\s+(\S+)/.exec(text.slice(at));
    const sub = word && level.options.find((o) => o.name === word[1].toLowerCase());
    if (!sub) return { typed, command, naming, path, subs: level.options, subTyped: word?.[1] ?? '', subAt: at, options: [], missing: [] };
    level = sub;
    path.push(sub.name);
    at += word[0].length;
  }

  const shapes = level.options ?? [];
  const options = [];
  if (shapes.length) {
    const names = shapes.map((o) => o.name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
    const marks = [...text.slice(at).matchAll(new RegExp(`(?:^|(?<=\\s))(${names}):`, 'giu'))];
    const first = marks.length ? at + marks[0].index : text.length;
    const bare = text.slice(at, first);
    if (bare.trim()) {
      const start = at + (bare.length - bare.trimStart().length);
      options.push({ shape: shapes[0], nameStart: start, valueStart: start, end: at + bare.trimEnd().length, value: bare.trim(), bare: true });
    }
    marks.forEach((mark, i) => {
      const shape = shapes.find((o) => o.name === mark[1].toLowerCase());
      if (options.some((o) => o.shape === shape)) return;
      const nameStart = at + mark.index;
      const valueStart = nameStart + mark[0].length;
      const end = i + 1 < marks.length ? at + marks[i + 1].index : text.length;
      options.push({ shape, nameStart, valueStart, end, value: text.slice(valueStart, end).trim() });
    });
  }
  const missing = shapes.filter((s) => s.required && !options.some((o) => o.shape === s && o.value));
  return { typed, command, naming, path, shapes, options, missing };
}

export const optionAt = (parsed, caret) =>
  parsed?.options?.findLast?.((o) => caret >= o.valueStart && caret <= Math.max(o.end, o.valueStart)) ?? null;
