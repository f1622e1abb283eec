// One message to many channels with discord.js' own HTTP client, for comparison:
// node fan-out.mjs http://127.0.0.1:PORT/ TOKEN MESSAGES BEFORE < channel ids, one a line. Prints the seconds it took, and what failed.
// The first BEFORE channels get a message before it counts.
import { createRequire } from 'node:module';
import { text } from 'node:stream/consumers';

// It comes along with discord.js.
const { REST } = createRequire(createRequire(import.meta.url).resolve('discord.js'))('@discordjs/rest');

const [, , base, token, messages, before] = process.argv;
// Not readFileSync: of a pipe that nothing is in yet it throws EAGAIN.
const channels = (await text(process.stdin)).split('\n').filter(Boolean);
const rest = new REST({ api: new URL('api', base).href, version: '10' }).setToken(token);
const embed = (n) => ({ title: `Labour hold Chesterfield (${n})`, description: 'Majority 10,820 (25.9%) · Turnout 59.6%\n'.repeat(8), color: 0xe4003b });

await Promise.all(channels.splice(0, Number(before)).map((channel) => rest.post(`/channels/${channel}/messages`, { body: { content: 'A message of before.' } })));
// Those are out of every window when it begins.
await new Promise((resolve) => setTimeout(resolve, 2000));

let failed = 0;
const began = performance.now();
await Promise.all(
  channels.flatMap((channel) =>
    Array.from({ length: Number(messages) }, (_, n) =>
      rest.post(`/channels/${channel}/messages`, { body: { embeds: [embed(n)], allowed_mentions: { parse: [] } } }).catch(() => failed++),
    ),
  ),
);
console.log(JSON.stringify({ seconds: (performance.now() - began) / 1000, failed }));
process.exit(0);
