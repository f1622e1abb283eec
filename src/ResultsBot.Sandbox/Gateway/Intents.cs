namespace ResultsBot.Sandbox.Gateway;

internal static class Intents
{
    public const int Guilds = 1 << 0;
    public const int GuildMessages = 1 << 9;
    private const int Members = 1 << 1;
    private const int Presences = 1 << 8;
    public const int MessageContent = 1 << 15;

    public const int Privileged = Members | Presences | MessageContent;
    public const int Known = 0x1FFFF | (1 << 20) | (1 << 21) | (1 << 24) | (1 << 25);
}
