using Microsoft.Data.Sqlite;

namespace ResultsBot.Storage.Sqlite;

/// <summary>Store:ConnectionString, read and checked: which file, and how it is opened.</summary>
internal static class StoreAddress
{
    private const string Key = "Store:ConnectionString";

    /// <exception cref="StoreException">It names no file that a night can be kept in. The sentence never holds its text.</exception>
    public static SqliteConnectionStringBuilder Parse(string connectionString)
    {
        SqliteConnectionStringBuilder address;
        try
        {
            address = new SqliteConnectionStringBuilder(connectionString);
        }
        catch (ArgumentException e)
        {
            throw new StoreException($"{Key} is not a SQLite connection string.", e);
        }
        return Fault(address) is { } fault ? throw new StoreException(fault) : address;
    }

    private static string? Fault(SqliteConnectionStringBuilder address)
    {
        if (address.DataSource is "" or ":memory:")
        {
            return $"{Key} has to name a file: Data Source=….";
        }
        // SQLite would take it for a URI with options of its own, and everybody else for a file of that name.
        if (address.DataSource.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
        {
            return $"{Key} has to name a file by its path, without “file:” before it.";
        }
        if (address.Password.Length > 0)
        {
            return $"{Key} holds a password, but a store cannot be encrypted: leave it out.";
        }
        return address.Mode is SqliteOpenMode.ReadOnly or SqliteOpenMode.Memory
            ? $"{Key} says Mode={address.Mode}, but a night has to be written to a file: leave it out."
            : null;
    }
}
