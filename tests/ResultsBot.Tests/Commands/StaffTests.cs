using ResultsBot.Commands;
using ResultsBot.Desk;
using ResultsBot.Discord;
using ResultsBot.Outlets.Discord;
using ResultsBot.Storage;
using ResultsBot.Storage.Sqlite;
using ResultsBot.Tests.Infrastructure;
using ResultsBot.Wording;

namespace ResultsBot.Tests.Commands;

public sealed class StaffTests : IAsyncLifetime, IDisposable
{
    private const ulong Guild = 77;

    private readonly TempFolder _folder = new();
    private SqliteStore _store = null!;

    public Task InitializeAsync()
    {
        _store = SqliteStore.Open(
            $"Data Source={_folder.Of("staff.db")}",
            "test",
            TimeProvider.System
        );
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _store.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<ulong, Permissions, string> Mapped =>
        new()
        {
            { 1, Permissions.None, nameof(Rank.Reporter) },
            { 2, Permissions.None, nameof(Rank.Editor) },
            { 3, Permissions.None, nameof(Rank.Administrator) },
            { 9, Permissions.None, nameof(Rank.Member) },
            // Where roles are mapped, what somebody may do on the server says nothing of the desk.
            { 9, Permissions.ManageGuild | Permissions.ManageMessages, nameof(Rank.Member) },
            { 9, Permissions.Administrator, nameof(Rank.Administrator) },
        };

    [Theory]
    [MemberData(nameof(Mapped))]
    public async Task Where_roles_are_mapped_they_decide(
        ulong role,
        Permissions permissions,
        string rank
    )
    {
        var staff = await Of(new StaffRoles([1], [2], [3]));

        Assert.Equal(rank, staff.RankOf(By(Guild, role, permissions)).ToString());
    }

    public static TheoryData<Permissions, string> Unmapped =>
        new()
        {
            { Permissions.None, nameof(Rank.Reporter) },
            { Permissions.ManageMessages, nameof(Rank.Editor) },
            { Permissions.ManageGuild, nameof(Rank.Administrator) },
        };

    [Theory]
    [MemberData(nameof(Unmapped))]
    public async Task Where_none_is_mapped_the_servers_permissions_decide(
        Permissions permissions,
        string rank
    )
    {
        var staff = await Of(StaffRoles.None);

        Assert.Equal(rank, staff.RankOf(By(Guild, 9, permissions)).ToString());
    }

    [Fact]
    public async Task On_another_server_no_role_and_no_permission_counts()
    {
        var staff = await Of(new StaffRoles([1], [2], [3]));

        Assert.Equal(Rank.Outsider, staff.RankOf(By(78, 3, Permissions.Administrator)));
        Assert.Equal(Rank.Outsider, staff.RankOf(By(null, 3, Permissions.Administrator)));
    }

    private async Task<Staff> Of(StaffRoles roles) =>
        new(
            new Newsroom([Guild]),
            roles,
            await Assignments.Open(_store, default),
            new Phrasebook(TheNight.Definition)
        );

    private static Interaction By(ulong? guild, ulong role, Permissions permissions) =>
        new Interaction.CommandInvoked
        {
            GuildId = guild is { } id ? new Snowflake(id) : null,
            RoleIds = [new Snowflake(role)],
            MemberPermissions = permissions,
        };
}
