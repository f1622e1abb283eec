// Slack's own client, unchanged, against the stand-in: node conformance.mjs <address> <token> <channel> <archived channel>
import { WebClient, LogLevel } from "@slack/web-api";
import assert from "node:assert/strict";

const [address, token, channel, archived] = process.argv.slice(2);
const quiet = { logLevel: LogLevel.ERROR };
const slack = new WebClient(token, { slackApiUrl: address, ...quiet });
const fails = (call, error) =>
  assert.rejects(call, (thrown) => thrown.data?.error === error || thrown.code === error);

let at = 0;
const step = async (name, what) => {
  await what();
  console.log(`ok ${++at} ${name}`);
};

const said = (text) => [{ type: "rich_text", elements: [{ type: "rich_text_section", elements: [{ type: "text", text }] }] }];
let first;

await step("the token is known", async () => {
  const me = await slack.auth.test();
  assert.ok(me.team_id && me.bot_id);
});
await step("another is not", () => fails(new WebClient("xoxb-other", { slackApiUrl: address, ...quiet }).auth.test(), "invalid_auth"));
await step("a text is posted", async () => {
  first = await slack.chat.postMessage({ channel, text: "one &amp; two" });
  assert.match(first.ts, /^\d{10}\.\d{6}$/);
  assert.equal(first.message.text, "one &amp; two");
});
await step("blocks with metadata are posted, at the pace that Retry-After asks for", async () => {
  for (let i = 0; i < 3; i++) {
    const posted = await slack.chat.postMessage({
      channel,
      text: "three",
      blocks: [{ type: "header", text: { type: "plain_text", text: "Three", emoji: false } }, ...said("three"), { type: "divider" }],
      metadata: { event_type: "resultsbot_post", event_payload: { key: `k${i}` } },
    });
    assert.ok(posted.ok);
  }
});
await step("a message is edited", async () => {
  const changed = await slack.chat.update({ channel, ts: first.ts, text: "two", blocks: said("two") });
  assert.equal(changed.ts, first.ts);
});
await step("the history is read, newest first, with metadata, page by page", async () => {
  const keys = [];
  for await (const page of slack.paginate("conversations.history", { channel, limit: 2, include_all_metadata: true })) {
    keys.push(...page.messages.map((m) => m.metadata?.event_payload.key));
  }
  assert.deepEqual(keys, ["k2", "k1", "k0", undefined]);
});
await step("history begins behind a moment", async () => {
  const after = await slack.conversations.history({ channel, oldest: first.ts });
  assert.equal(after.messages.length, 3);
  assert.equal(after.messages[0].metadata?.event_payload, undefined);
});
await step("what is no message is refused", () => fails(slack.chat.update({ channel, ts: "1.000001", text: "x" }), "message_not_found"));
await step("a channel that is not there is refused", () => fails(slack.chat.postMessage({ channel: "C0NOWHERE", text: "x" }), "channel_not_found"));
await step("an archived one as well", () => fails(slack.chat.postMessage({ channel: archived, text: "x" }), "is_archived"));
await step("blocks that Slack would not take are refused", async () => {
  await fails(slack.chat.postMessage({ channel, text: "x", blocks: said("") }), "invalid_blocks");
  await fails(slack.chat.postMessage({ channel, text: "x", blocks: Array(51).fill({ type: "divider" }) }), "invalid_blocks");
  await fails(
    slack.chat.postMessage({ channel, text: "x", blocks: [{ type: "header", text: { type: "plain_text", text: "h".repeat(151) } }] }),
    "invalid_blocks",
  );
  await fails(slack.chat.postMessage({ channel, text: "x", blocks: Array(6).fill(said("y".repeat(2900))[0]) }), "msg_blocks_too_long");
});
let file;
await step("a file is uploaded in three steps, and is in no channel", async () => {
  const done = await slack.filesUploadV2({ filename: "card.png", file: Buffer.from([137, 80, 78, 71, 0, 255]), alt_text: "A card" });
  file = done.files[0].files[0].id;
  assert.match(file, /^F[A-Z0-9]{8,}$/);
});
await step("a message shows it by its id, and an edit as well", async () => {
  const card = { type: "image", slack_file: { id: file }, alt_text: "A card" };
  const posted = await slack.chat.postMessage({ channel, text: "x", blocks: [...said("x"), card] });
  await slack.chat.update({ channel, ts: posted.ts, text: "x", blocks: [card] });
});
await step("a file that is not there, and one with an address as well, are refused", async () => {
  const shown = (image) => slack.chat.postMessage({ channel, text: "x", blocks: [{ type: "image", alt_text: "x", ...image }] });
  await fails(shown({ slack_file: { id: "F99999999" } }), "invalid_blocks");
  await fails(shown({ slack_file: { id: file }, image_url: "https://news.example/x.png" }), "invalid_blocks");
  await fails(shown({}), "invalid_blocks");
});
await step("a file that never came is not complete", async () => {
  const { file_id } = await slack.files.getUploadURLExternal({ filename: "card.png", length: 5 });
  await fails(slack.files.completeUploadExternal({ files: [{ id: file_id }] }), "file_not_found");
});
await step("a file is shared with a channel", async () => {
  await slack.filesUploadV2({ channel_id: channel, filename: "note.txt", content: "note", initial_comment: "A note" });
  const [newest] = (await slack.conversations.history({ channel, limit: 1 })).messages;
  assert.equal(newest.text, "A note");
  assert.equal(newest.files.length, 1);
});
await step("what is deleted is shown no more", async () => {
  await slack.files.delete({ file });
  await fails(slack.files.delete({ file }), "file_not_found");
  await fails(slack.chat.postMessage({ channel, text: "x", blocks: [{ type: "image", slack_file: { id: file }, alt_text: "x" }] }), "invalid_blocks");
});
await step("a message without anything in it is refused", () => fails(slack.chat.postMessage({ channel, text: "" }), "no_text"));
