// Drives the sandbox with discord.js as it comes from its authors: node conformance.mjs http://127.0.0.1:PORT/ [token]
import { Client, EmbedBuilder, Events, GatewayIntentBits, MessageFlags, SlashCommandBuilder } from 'discord.js';

const base = new URL(process.argv[2] ?? 'http://127.0.0.1:8010/');
const token = process.argv[3] ?? 'sandbox.token.of-no-use-elsewhere';
const deadline = 60_000;

const within = (what, promise) => {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: nothing within ${deadline / 1000} s`)), deadline);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
};
const passed = (what) => console.log(`ok  ${what}`);
const check = (what, holds) => {
  if (!holds) throw new Error(what);
};
const drive = async (path, body, method = 'POST') => {
  const response = await fetch(new URL(`sandbox/${path}`, base), {
    method,
    headers: { 'content-type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const json = await response.json();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${JSON.stringify(json)}`);
  return json;
};

const client = new Client({
  intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages],
  rest: { api: new URL('api', base).href },
});

try {
  const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(token);
  await within('READY', ready);
  let readies = 1;
  client.on(Events.ShardReady, () => readies++);
  check('the bot sees no server', client.guilds.cache.size >= 1);
  const newsroom = client.channels.cache.find((channel) => channel.name === 'newsroom');
  check('the bot sees no #newsroom', newsroom);
  passed('logs in, and sees its servers and channels');

  const command = new SlashCommandBuilder()
    .setName('echo')
    .setDescription('Says it back')
    .addStringOption((o) => o.setName('text').setDescription('What to say').setRequired(true));
  const made = await client.application.commands.set([command]);
  check('the command has no id', made.first()?.id);
  passed('registers a command');

  const answerNext = () =>
    new Promise((resolve, reject) => {
      client.once(Events.InteractionCreate, (interaction) => {
        const text = interaction.options.getString('text');
        interaction
          .reply({ content: `echo: ${text}`, flags: MessageFlags.Ephemeral, withResponse: true })
          .then(() => resolve(interaction), reject);
      });
    });

  const first = answerNext();
  const typed = drive('interactions/command', { as: 'rita', channel: 'newsroom', text: '/echo text:one\ntwo' });
  const interaction = await within('an interaction', first);
  check('the member is missing', interaction.member.user.username === 'rita');
  const seen = await within('the answer', typed);
  check(`the answer reads ${seen.message?.content}`, seen.state === 'message' && seen.message.content === 'echo: one\ntwo');
  passed('answers an interaction, line breaks and all');

  const embed = new EmbedBuilder().setTitle('A title').setDescription('Some text').setColor(0x2e8b57);
  const message = await newsroom.send({ embeds: [embed], allowedMentions: { parse: [] } });
  let held = await drive('channels/newsroom/messages', undefined, 'GET');
  check('the embed did not arrive', held.some((m) => m.id === message.id && m.embeds[0].title === 'A title'));
  passed('posts an embed');

  await message.edit({ embeds: [EmbedBuilder.from(embed).setTitle('Another title')] });
  held = await drive('channels/newsroom/messages', undefined, 'GET');
  check('the edit did not arrive', held.find((m) => m.id === message.id)?.embeds[0].title === 'Another title');
  passed('edits it');

  const file = { attachment: Buffer.from('seat,votes\n'), name: 'results.csv', description: 'all of it' };
  const withFile = await newsroom.send({ content: 'see', files: [file], embeds: [new EmbedBuilder().setTitle('Map').setImage('attachment://map.png')] });
  check('the file did not arrive', withFile.attachments.first()?.name === 'results.csv' && withFile.attachments.first().description === 'all of it');
  check('the file is not the one sent', (await (await fetch(withFile.attachments.first().url)).text()) === 'seat,votes\n');
  passed('sends a file');

  const thread = await newsroom.threads.create({ name: 'Chesterfield', autoArchiveDuration: 60 });
  check('the thread is none', thread.isThread() && thread.parentId === newsroom.id);
  await thread.send('in it');
  const hung = await message.startThread({ name: 'Of a message' });
  check('the thread does not bear its message\'s id', hung.id === message.id);
  passed('opens threads, with a message and without');

  const announcements = client.channels.cache.find((channel) => channel.name === 'announcements');
  const published = await (await announcements.send('for all')).crosspost();
  held = await drive('channels/announcements/messages', undefined, 'GET');
  check('it is not published', held.find((m) => m.id === published.id)?.flags & MessageFlags.Crossposted);
  passed('publishes a message onward');

  const before = await drive('statistics', undefined, 'GET');
  const resumed = new Promise((resolve) => client.once(Events.ShardResume, resolve));
  await drive('gateway/close', { code: 4000 });
  await within('RESUMED', resumed);
  const after = await drive('statistics', undefined, 'GET');
  check('it logged in anew', readies === 1 && after.identifies === before.identifies);
  check('the sandbox counted no resume', after.resumes === before.resumes + 1);
  passed('resumes after a close 4000');

  const second = answerNext();
  const again = drive('interactions/command', { as: 'rita', channel: 'newsroom', text: '/echo text:after' });
  await within('an interaction after the resume', second);
  check('the answer after the resume is wrong', (await within('the answer', again)).message.content === 'echo: after');
  passed('answers an interaction after that');

  // From here on everything goes wrong that a client must survive.
  const struck = async (fault) => (await drive('faults', undefined, 'GET'))[fault] ?? 0;
  const answers = async (after) => {
    const heard = answerNext();
    const asked = drive('interactions/command', { as: 'rita', channel: 'newsroom', text: `/echo text:${after}` });
    await within(`an interaction after ${after}`, heard);
    check(`the answer after ${after} is wrong`, (await within('the answer', asked)).message.content === `echo: ${after}`);
  };
  const broken = [
    // This client begins a new session after 4008.
    ['close 4008', Events.ShardReady, { fault: 'close_sockets', code: 4008 }],
    ['dropped', Events.ShardResume, { fault: 'drop_sockets' }],
    ['frozen', Events.ShardResume, { fault: 'freeze_sockets' }],
    ['op 7', Events.ShardResume, { fault: 'reconnect' }],
    ['op 9, resumable', Events.ShardResume, { fault: 'invalidate_resumable' }],
    ['a heartbeat unanswered', Events.ShardResume, { fault: 'no_heartbeat_ack' }],
    ['op 9 on a live session', Events.ShardReady, { fault: 'invalidate' }],
    ['a refused resume', Events.ShardReady, { fault: 'refuse_resume' }, { fault: 'drop_sockets' }],
  ];
  for (const [what, event, ...faults] of broken) {
    const back = new Promise((resolve) => client.once(event, resolve));
    for (const fault of faults) await drive('faults/add', fault);
    await within(`${event} after ${what}`, back);
    await answers(what);
  }
  passed('comes back after each broken connection');

  const failing = [
    { fault: 'server_error_before' },
    { fault: 'server_error_after' },
    { fault: 'bad_gateway' },
    { fault: 'rate_limit', scope: 'user', retry_after_ms: 300 },
    { fault: 'rate_limit', scope: 'global', retry_after_ms: 300 },
    { fault: 'rate_limit', scope: 'shared', retry_after_ms: 300 },
    { fault: 'no_headers' },
    { fault: 'far_headers' },
    { fault: 'empty_headers' },
    { fault: 'wrong_bucket' },
    { fault: 'step_clock', shift_ms: -2000 },
  ];
  const derbyshire = client.channels.cache.find((channel) => channel.name === 'derbyshire');
  for (const [i, fault] of failing.entries()) {
    const earlier = await struck(fault.fault);
    await drive('faults/add', fault);
    await within(JSON.stringify(fault), derbyshire.send({ content: `${i}`, nonce: `${i}`, enforceNonce: true }));
    check(`${fault.fault} did not happen`, (await struck(fault.fault)) > earlier);
  }
  held = await drive('channels/derbyshire/messages', undefined, 'GET');
  check('a message is lost or doubled', held.map((m) => m.content).join() === failing.map((_, i) => i).join());
  passed('sends each message once through failing requests and limits');
  await client.destroy();
} catch (error) {
  console.error(`not ok  ${error.stack ?? error}`);
  process.exit(1);
}
process.exit(0);
