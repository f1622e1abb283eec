using System.Collections.Concurrent;
using System.Reflection;
using Npgsql;
using NpgsqlTypes;
using ResultsBot.Storage.Sql;

namespace ResultsBot.Storage.Postgres;

/// <summary>A statement as a part of a batch, which Dapper does not know.</summary>
internal static class StatementCommand
{
    private static readonly ConcurrentDictionary<
        Type,
        (PropertyInfo Property, NpgsqlDbType Type)[]
    > Columns = new();

    public static NpgsqlBatchCommand Command(this Statement statement)
    {
        var command = new NpgsqlBatchCommand(statement.Sql);
        if (statement.Parameters is { } parameters)
        {
            foreach (var (property, type) in Columns.GetOrAdd(parameters.GetType(), Of))
            {
                command.Parameters.Add(
                    new NpgsqlParameter(property.Name, type)
                    {
                        Value = property.GetValue(parameters) ?? DBNull.Value,
                    }
                );
            }
        }
        return command;
    }

    private static (PropertyInfo, NpgsqlDbType)[] Of(Type parameters) =>
        [
            .. from property in parameters.GetProperties(
                BindingFlags.Public | BindingFlags.Instance
            )
            let type = Of(property)
            where type is not null
            select (property, type.Value),
        ];

    /// <returns>Null for what is no column: a record has other properties too.</returns>
    private static NpgsqlDbType? Of(PropertyInfo property)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        return type == typeof(string) ? NpgsqlDbType.Text
            : type == typeof(long) ? NpgsqlDbType.Bigint
            : type == typeof(bool) ? NpgsqlDbType.Boolean
            : type == typeof(byte[]) ? NpgsqlDbType.Bytea
            : null;
    }
}
