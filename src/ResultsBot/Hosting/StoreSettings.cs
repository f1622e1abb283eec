using Microsoft.Extensions.Configuration;

namespace ResultsBot.Hosting;

/// <summary>Which database keeps the night.</summary>
internal enum StoreProvider
{
    /// <summary>A file, for one process.</summary>
    Sqlite,

    /// <summary>A server, for one process that leads and others that stand by.</summary>
    Postgres,
}

/// <summary>Where the night is kept: the section Store.</summary>
/// <param name="ConnectionString">Null for the usual file.</param>
internal sealed record StoreSettings(StoreProvider Provider, string? ConnectionString)
{
    public static StoreSettings Read(IConfiguration configuration, List<string> faults)
    {
        var written = configuration.Text("Store:Provider") ?? "sqlite";
        var connection = configuration.Text("Store:ConnectionString");
        StoreProvider? provider = written switch
        {
            "sqlite" => StoreProvider.Sqlite,
            "postgres" => StoreProvider.Postgres,
            _ => null,
        };
        if (provider is null)
        {
            faults.Add($"Store:Provider is sqlite or postgres, not “{written}”.");
        }
        else if (provider is StoreProvider.Postgres && connection is null)
        {
            faults.Add(
                "Store:Provider is postgres, but Store:ConnectionString does not say where: Host=db;Database=resultsbot;Username=resultsbot;Password=…."
            );
        }
        return new StoreSettings(provider ?? StoreProvider.Sqlite, connection);
    }
}
