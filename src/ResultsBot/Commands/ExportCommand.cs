using System.Text;
using System.Text.Json;
using ResultsBot.Desk;
using ResultsBot.Discord;
using ResultsBot.Engine;
using ResultsBot.Engine.Counting;
using ResultsBot.Newswire;
using ResultsBot.Outlets.Discord;
using ResultsBot.Storage;
using ResultsBot.Wording;

namespace ResultsBot.Commands;

/// <summary><c>/export</c>: the results as CSV, and everything that happened as JSON.</summary>
internal sealed class ExportCommand(
    ResultsDesk desk,
    IElectionStore store,
    Staff staff,
    Phrasebook phrases
) : ISlashCommand
{
    private const string Name = "export";

    public ApplicationCommand Shape { get; } =
        new() { Name = Name, Description = phrases.CommandDescription(Name) };

    public bool IsPrivate => true;

    public async Task<Reply> Run(Interaction.CommandInvoked interaction, CancellationToken ct)
    {
        if (staff.Refuse(interaction, Rank.Editor) is { } refusal)
        {
            return refusal;
        }
        var record = await store.ReadRecord(ct);
        var election = desk.Election;
        var whole = election.Standing(election.Definition.Whole);
        await using var results = new StringWriter();
        ResultsTable.Write(election, results);
        return new Reply.Say(
            new BotMessage
            {
                Lines = [phrases.Exported(whole.Declared, whole.Seats, record.Length)],
                Files =
                [
                    new OutgoingFile(
                        $"{election.Definition.Id}-results.csv",
                        "text/csv;charset=utf-8",
                        Encoding.UTF8.GetBytes(results.ToString())
                    ),
                    new OutgoingFile(
                        $"{election.Definition.Id}-events.json",
                        "application/json",
                        Written(record)
                    ),
                ],
            }
        );
    }

    /// <summary>Each event under the name that the store keeps it by, and so for ever readable.</summary>
    private static byte[] Written(IEnumerable<StoredEvent> record)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartArray();
            foreach (var stored in record)
            {
                var (kind, data) = Codec.Write(stored.Event);
                json.WriteStartObject();
                json.WriteNumber("version", stored.Version);
                json.WriteString("kind", kind);
                json.WritePropertyName("data");
                json.WriteRawValue(data);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        return bytes.ToArray();
    }
}
