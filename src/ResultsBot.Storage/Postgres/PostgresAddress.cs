using Npgsql;

namespace ResultsBot.Storage.Postgres;

/// <summary>Store:ConnectionString, read and checked: which server and database.</summary>
internal sealed class PostgresAddress
{
    private const string Key = "Store:ConnectionString";

    private readonly NpgsqlConnectionStringBuilder _address;

    private PostgresAddress(NpgsqlConnectionStringBuilder address) => _address = address;

    /// <summary>For people: without user and password.</summary>
    public string Place => $"{_address.Database} on {_address.Host}:{_address.Port}";

    /// <exception cref="StoreException">It names no database. The sentence never holds its text.</exception>
    public static PostgresAddress Parse(string? connectionString)
    {
        NpgsqlConnectionStringBuilder address;
        try
        {
            address = new NpgsqlConnectionStringBuilder(connectionString);
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            throw new StoreException(
                $"{Key} is not a PostgreSQL connection string, such as Host=db;Database=resultsbot;Username=resultsbot;Password=….",
                e
            );
        }
        if (string.IsNullOrEmpty(address.Host) || string.IsNullOrEmpty(address.Database))
        {
            throw new StoreException(
                $"{Key} has to name a server and a database: Host=…;Database=…. Store:Provider is postgres."
            );
        }
        return address.Multiplexing || address.Host.Contains(',', StringComparison.Ordinal)
            ? throw new StoreException(
                $"{Key} names one server, without Multiplexing: whoever leads writes on one connection."
            )
            : new PostgresAddress(address);
    }

    /// <summary>For the one connection that writes.</summary>
    /// <param name="holder">By which the server can tell whose it is.</param>
    public string Writing(string holder) =>
        new NpgsqlConnectionStringBuilder(_address.ConnectionString)
        {
            ApplicationName = holder,
            Pooling = false,
            Timeout = 3,
            CommandTimeout = 5,
            CancellationTimeout = 500,
            KeepAlive = 0,
            MaxAutoPrepare = 64,
            AutoPrepareMinUsages = 2,
            // A process that is stopped in the midst of a transaction must not keep its locks from whoever takes over.
            Options =
                "-c idle_in_transaction_session_timeout=5000 -c lock_timeout=3000 -c statement_timeout=5000 -c tcp_user_timeout=5000",
        }.ConnectionString;

    /// <summary>For those that read.</summary>
    public string Reading() =>
        new NpgsqlConnectionStringBuilder(_address.ConnectionString)
        {
            ApplicationName = "resultsbot",
            Timeout = 5,
            CommandTimeout = 15,
            MaxPoolSize = Math.Min(_address.MaxPoolSize, 10),
            MaxAutoPrepare = 32,
            AutoPrepareMinUsages = 2,
        }.ConnectionString;
}
