using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ResultsBot.Desk;
using ResultsBot.Discord;
using ResultsBot.Engine;
using ResultsBot.Newswire;
using ResultsBot.Outlets.Discord;
using ResultsBot.Storage;
using ResultsBot.Wording;

namespace ResultsBot.Commands;

/// <summary><c>/export</c>: votes by candidate and results by seat as CSV, and everything that happened as JSON.</summary>
internal sealed class ExportCommand(
    ResultsDesk desk,
    IElectionStore store,
    Staff staff,
    DisplayNames people,
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
        var names = await people.Of(record.Select(e => e.Event.By), ct);
        return new Reply.Say(
            new BotMessage
            {
                Lines = [phrases.Exported(whole.Declared, whole.Seats, record.Length)],
                Files =
                [
                    Table("candidates", election, CandidatesTable.Write),
                    Table("results", election, ResultsTable.Write),
                    new OutgoingFile(
                        $"{election.Definition.Id}-events.json",
                        "application/json",
                        Written(record, names)
                    ),
                ],
            }
        );
    }

    private static OutgoingFile Table(
        string name,
        Election election,
        Action<Election, TextWriter> write
    )
    {
        using var table = new StringWriter();
        write(election, table);
        return new OutgoingFile(
            $"{election.Definition.Id}-{name}.csv",
            "text/csv;charset=utf-8",
            Encoding.UTF8.GetBytes(table.ToString())
        );
    }

    /// <summary>
    /// Each event under the name that the store keeps it by, and so for ever readable; before what is kept of it, who said
    /// it, of which seat and what it comes to, for whoever reads it without the pack.
    /// </summary>
    private byte[] Written(
        IEnumerable<StoredEvent> record,
        IReadOnlyDictionary<string, string> names
    )
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Readable))
        {
            json.WriteStartArray();
            foreach (var (version, _, happened) in record)
            {
                var (kind, data) = Codec.Write(happened);
                json.WriteStartObject();
                json.WriteNumber("version", version);
                json.WriteString("kind", kind);
                json.WriteString("at", happened.At);
                json.WriteString("by", names[happened.By]);
                if (happened.About is { } contest)
                {
                    json.WriteString("contest", phrases.Seat(contest));
                }
                json.WriteString("what", phrases.Happened(happened));
                json.WritePropertyName("data");
                using (var kept = JsonDocument.Parse(data))
                {
                    kept.WriteTo(json);
                }
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        return bytes.ToArray();
    }

    /// <summary>In a file of its own nothing has to be escaped for a page: names stay as they are written.</summary>
    private static JsonWriterOptions Readable { get; } =
        new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
