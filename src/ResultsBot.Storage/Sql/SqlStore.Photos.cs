using System.Data.Common;
using System.Runtime.InteropServices;
using Dapper;

namespace ResultsBot.Storage.Sql;

/// <summary>Pictures.</summary>
public abstract partial class SqlStore
{
    public Task Save(Photo photo)
    {
        if (photo.Bytes.IsDefaultOrEmpty || photo.Bytes.Length > Photo.LongestBytes)
        {
            throw new ArgumentException(
                $"A picture has 1 to {Photo.LongestBytes} bytes, and {photo.Name} has not.",
                nameof(photo)
            );
        }
        if (!Photo.IsName(photo.Name))
        {
            throw new ArgumentException($"“{photo.Name}” is no name for a file.", nameof(photo));
        }
        return _writer.Write(
            new Statement(
                "INSERT INTO photos (name, type, bytes) VALUES (@Name, @Type, @bytes) ON CONFLICT DO NOTHING",
                new
                {
                    photo.Name,
                    photo.Type,
                    bytes = ImmutableCollectionsMarshal.AsArray(photo.Bytes),
                }
            )
        );
    }

    public Task<Photo?> FindPhoto(string name, CancellationToken ct) =>
        Read(connection => FindPhoto(connection, name), ct);

    internal static async Task<Photo?> FindPhoto(DbConnection connection, string name)
    {
        var row = await connection.QuerySingleOrDefaultAsync<PhotoRow>(
            "SELECT name, type, bytes FROM photos WHERE name = @name",
            new { name }
        );
        return row is null
            ? null
            : new Photo(
                row.Name,
                row.Type,
                ImmutableCollectionsMarshal.AsImmutableArray(row.Bytes)
            );
    }

    private sealed class PhotoRow
    {
        public string Name { get; init; } = "";
        public string Type { get; init; } = "";
        public byte[] Bytes { get; init; } = [];
    }
}
