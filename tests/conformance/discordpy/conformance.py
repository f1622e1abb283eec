"""Drives the sandbox with discord.py as it comes from its authors: python3 conformance.py http://127.0.0.1:PORT/ [token]"""

import asyncio
import io
import sys
import traceback

import aiohttp
import discord
import yarl

BASE = yarl.URL(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8010/")
TOKEN = sys.argv[2] if len(sys.argv) > 2 else "sandbox.token.of-no-use-elsewhere"
DEADLINE = 60

discord.http.Route.BASE = str(BASE / "api/v10")
discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = BASE.with_scheme("ws")


def passed(what):
    print(f"ok  {what}", flush=True)


def check(what, holds):
    if not holds:
        raise AssertionError(what)


async def within(what, awaitable):
    try:
        return await asyncio.wait_for(awaitable, DEADLINE)
    except asyncio.TimeoutError:
        raise AssertionError(f"{what}: nothing within {DEADLINE} s") from None


class Bot(discord.Client):
    def __init__(self):
        super().__init__(intents=discord.Intents.default())
        self.tree = discord.app_commands.CommandTree(self)
        self.readies = 0
        self.is_up = asyncio.Event()
        self.is_back = asyncio.Event()

        @self.tree.command(name="echo", description="Says it back")
        @discord.app_commands.describe(text="What to say")
        async def echo(interaction: discord.Interaction, text: str):
            await interaction.response.send_message(f"echo: {text}", ephemeral=True)

        @self.tree.context_menu(name="Say it back")
        async def back(interaction: discord.Interaction, message: discord.Message):
            await interaction.response.send_message(f"back: {message.content}", ephemeral=True)

    async def on_ready(self):
        self.readies += 1
        self.is_up.set()

    async def on_resumed(self):
        self.is_back.set()


async def main():
    bot = Bot()
    async with aiohttp.ClientSession() as session:

        async def drive(path, body=None, method="POST"):
            async with session.request(method, BASE / "sandbox" / path, json=body) as response:
                json = await response.json()
                check(f"{method} {path}: {response.status} {json}", response.status == 200)
                return json

        running = asyncio.create_task(bot.start(TOKEN))
        up = asyncio.create_task(bot.is_up.wait())
        await asyncio.wait({running, up}, timeout=DEADLINE, return_when=asyncio.FIRST_COMPLETED)
        if running.done():
            await running
        check("READY did not come", bot.is_up.is_set())
        newsroom = discord.utils.get(bot.get_all_channels(), name="newsroom")
        check("the bot sees no #newsroom", newsroom)
        passed("logs in, and sees its servers and channels")

        made = await within("the commands", bot.tree.sync())
        check("the command has no id", made and made[0].id)
        passed("registers a command")

        typed = {"as": "rita", "channel": "newsroom", "text": "/echo text:one\ntwo"}
        seen = await within("the answer", drive("interactions/command", typed))
        check(f"the answer reads {seen}", (seen["message"] or {}).get("content") == "echo: one\ntwo")
        passed("answers an interaction, line breaks and all")

        written = await drive("channels/newsroom/messages", {"as": "sam", "content": "The boxes are in."})
        chosen = {"as": "rita", "channel": "newsroom", "message": written["id"], "command": "Say it back"}
        seen = await within("the answer", drive("interactions/message-command", chosen))
        check(f"the answer reads {seen}", (seen["message"] or {}).get("content") == "back: The boxes are in.")
        passed("answers a command that was chosen in the menu of a message")

        embed = discord.Embed(title="A title", description="Some text", colour=0x2E8B57)
        message = await within("the post", newsroom.send(embed=embed))
        held = await drive("channels/newsroom/messages", method="GET")
        check(
            "the embed did not arrive",
            any(m["id"] == str(message.id) and m["embeds"][0]["title"] == "A title" for m in held),
        )
        passed("posts an embed")

        embed.title = "Another title"
        await within("the edit", message.edit(embed=embed))
        held = await drive("channels/newsroom/messages", method="GET")
        check(
            "the edit did not arrive",
            any(m["id"] == str(message.id) and m["embeds"][0]["title"] == "Another title" for m in held),
        )
        passed("edits it")

        file = discord.File(io.BytesIO(b"seat,votes\n"), filename="results.csv", description="all of it")
        sent = await within("the file", newsroom.send("see", file=file))
        check("the file did not arrive", sent.attachments and sent.attachments[0].filename == "results.csv")
        check("the file is not the one sent", await sent.attachments[0].read() == b"seat,votes\n")
        passed("sends a file")

        thread = await within(
            "the thread", newsroom.create_thread(name="Chesterfield", type=discord.ChannelType.public_thread)
        )
        check("the thread hangs elsewhere", thread.parent_id == newsroom.id)
        await within("a message in it", thread.send("in it"))
        hung = await within("the thread of a message", message.create_thread(name="Of a message"))
        check("the thread does not bear its message's id", hung.id == message.id)
        passed("opens threads, with a message and without")

        announcements = discord.utils.get(bot.get_all_channels(), name="announcements")
        published = await within("a message to publish", announcements.send("for all"))
        await within("publishing", published.publish())
        held = await drive("channels/announcements/messages", method="GET")
        check("it is not published", any(m["id"] == str(published.id) and m["flags"] & 1 for m in held))
        passed("publishes a message onward")

        before = await drive("statistics", method="GET")
        await drive("gateway/close", {"code": 4000})
        await within("RESUMED", bot.is_back.wait())
        after = await drive("statistics", method="GET")
        check("it logged in anew", bot.readies == 1 and after["identifies"] == before["identifies"])
        check("the sandbox counted no resume", after["resumes"] == before["resumes"] + 1)
        passed("resumes after a close 4000")

        typed["text"] = "/echo text:after"
        seen = await within("the answer", drive("interactions/command", typed))
        check(f"the answer reads {seen}", (seen["message"] or {}).get("content") == "echo: after")
        passed("answers an interaction after that")

        # From here on everything goes wrong that a client must survive.
        async def answers(after):
            typed["text"] = f"/echo text:{after}"
            seen = await within(f"the answer after {after}", drive("interactions/command", typed))
            check(f"the answer reads {seen}", (seen["message"] or {}).get("content") == f"echo: {after}")

        broken = [
            ("close 4008", bot.is_back, [{"fault": "close_sockets", "code": 4008}]),
            ("dropped", bot.is_back, [{"fault": "drop_sockets"}]),
            ("op 7", bot.is_back, [{"fault": "reconnect"}]),
            ("op 9, resumable", bot.is_back, [{"fault": "invalidate_resumable"}]),
            ("op 9 on a live session", bot.is_up, [{"fault": "invalidate"}]),
            ("a refused resume", bot.is_up, [{"fault": "refuse_resume"}, {"fault": "drop_sockets"}]),
        ]
        for what, back, faults in broken:
            back.clear()
            for fault in faults:
                await drive("faults/add", fault)
            await within(f"coming back after {what}", back.wait())
            await answers(what)
        passed("comes back after each broken connection")

        failing = [
            {"fault": "server_error_before"},
            {"fault": "server_error_after"},
            {"fault": "bad_gateway"},
            {"fault": "rate_limit", "scope": "user", "retry_after_ms": 300},
            {"fault": "rate_limit", "scope": "global", "retry_after_ms": 300},
            {"fault": "rate_limit", "scope": "shared", "retry_after_ms": 300},
            {"fault": "far_headers"},
            {"fault": "empty_headers"},
            {"fault": "wrong_bucket"},
        ]
        derbyshire = discord.utils.get(bot.get_all_channels(), name="derbyshire")
        for number, fault in enumerate(failing):
            await drive("faults/add", {**fault, "path": "messages"})
            await within(str(fault), derbyshire.send(str(number)))
        held = [m["content"] for m in await drive("channels/derbyshire/messages", method="GET")]
        # This client sends no nonce it wants enforced: what was done before the 500 comes twice.
        check(f"a message is lost: {held}", sorted(set(held)) == [str(n) for n in range(len(failing))])
        check(f"a message is doubled: {held}", len(held) == len(failing) + 1 and held.count("1") == 2)
        passed("sends each message through failing requests and limits")
        await bot.close()


try:
    asyncio.run(main())
except BaseException:
    traceback.print_exc()
    sys.exit(1)
