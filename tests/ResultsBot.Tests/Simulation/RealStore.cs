using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using ResultsBot.Engine;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Storage;
using ResultsBot.Storage.Sql;

namespace ResultsBot.Simulation;

/// <summary>
/// A store of the kind that a real night is kept in, and the one in memory beside it: both are told everything, and what
/// they answer has to be the same. The simulated clock stands still while the real one works; it's opened anew at each start
/// of the bot.
/// </summary>
internal sealed class RealStore(MemoryStore memory, Func<Task<SqlStore>> open)
{
    private static readonly MethodInfo OfTask = Method(nameof(Answer));
    private static readonly MethodInfo OfMany = Method(nameof(All));

    private readonly List<Task> _writing = [];
    private SqlStore? _store;

    /// <summary>What is stored counts, and not what is worked out of it.</summary>
    private static readonly JsonSerializerOptions Whole = new()
    {
        IgnoreReadOnlyProperties = true,
        Converters =
        {
            new AsStored<ElectionEvent>(),
            new AsStored<Bulletin>(),
            new Unordered<IReadOnlyDictionary<string, string>, KeyValuePair<string, string>>(),
            new Unordered<ImmutableArray<Subscription>, Subscription>(),
            new AsItself(),
        },
    };

    public SqlStore Open => _store ?? throw new InvalidOperationException("It is not open.");

    /// <summary>Both, as one.</summary>
    public IStore AsOne()
    {
        var proxy = DispatchProxy.Create<IStore, RealStoreProxy>();
        ((RealStoreProxy)(object)proxy).Store = this;
        return proxy;
    }

    /// <summary>By another process. What the one before was writing is written.</summary>
    public void Reopen()
    {
        Close();
        _store = Wait(Outside(open));
    }

    public void Close()
    {
        Settle();
        if (_store is { } store)
        {
            _store = null;
            Outside(() => store.DisposeAsync().AsTask()).GetAwaiter().GetResult();
        }
    }

    /// <summary>Waits for what is being written; several writes go into one transaction, as they do on the night.</summary>
    public void Settle()
    {
        foreach (var write in _writing)
        {
            write.GetAwaiter().GetResult();
        }
        _writing.Clear();
    }

    public object? Invoke(MethodInfo method, object?[]? args)
    {
        var type = method.ReturnType;
        if (type == typeof(Task))
        {
            _writing.Add(Outside(() => (Task)method.Invoke(Open, args)!));
            return method.Invoke(memory, args);
        }
        var kind = type.IsGenericType ? type.GetGenericTypeDefinition() : null;
        var answers =
            kind == typeof(Task<>) ? OfTask
            : kind == typeof(IAsyncEnumerable<>) ? OfMany
            : null;
        // Who it is and where, and what cannot be read: the same night as in memory.
        return answers is null
            ? method.Invoke(memory, args)
            : answers.MakeGenericMethod(type.GetGenericArguments()).Invoke(this, [method, args]);
    }

    private Task<T> Answer<T>(MethodInfo method, object?[]? args)
    {
        Settle();
        var answer = Wait(Outside(() => (Task<T>)method.Invoke(Open, args)!));
        Compare(method, answer, ((Task<T>)method.Invoke(memory, args)!).Result);
        return Task.FromResult(answer);
    }

    private IAsyncEnumerable<T> All<T>(MethodInfo method, object?[]? args)
    {
        Settle();
        var all = Wait(
            Outside(() => ((IAsyncEnumerable<T>)method.Invoke(Open, args)!).ToArrayAsync().AsTask())
        );
        Compare(
            method,
            all,
            ((IAsyncEnumerable<T>)method.Invoke(memory, args)!).ToBlockingEnumerable().ToArray()
        );
        return all.ToAsyncEnumerable();
    }

    private static void Compare<T>(MethodInfo method, T answer, T inMemory)
    {
        var (actual, expected) = (
            JsonSerializer.Serialize(answer, Whole),
            JsonSerializer.Serialize(inMemory, Whole)
        );
        if (actual != expected)
        {
            var at = actual.Zip(expected).TakeWhile(z => z.First == z.Second).Count();
            throw new InvalidOperationException(
                $"{method.Name} answers …{Part(actual, at)}, and the store in memory …{Part(expected, at)}"
            );
        }
    }

    private static string Part(string text, int at) =>
        text[Math.Max(0, at - 80)..Math.Min(text.Length, at + 120)];

    private static T Wait<T>(Task<T> task) => task.GetAwaiter().GetResult();

    /// <summary>It works on threads of its own, and the simulation knows none but its one.</summary>
    private static T Outside<T>(Func<T> begin)
    {
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            return begin();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    private static MethodInfo Method(string name) =>
        typeof(RealStore).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Instance)!;

    private sealed class AsStored<T> : JsonConverter<T>
        where T : class
    {
        public override bool CanConvert(Type typeToConvert) =>
            typeToConvert.IsAssignableTo(typeof(T));

        public override T Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions o) =>
            throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions o)
        {
            var (kind, data) = Codec.Write(value);
            writer.WriteStringValue($"{kind} {data}");
        }
    }

    /// <summary>Of these the order means nothing.</summary>
    private sealed class Unordered<TMany, TOne> : JsonConverter<TMany>
        where TMany : IEnumerable<TOne>
    {
        public override TMany Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions o) =>
            throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, TMany value, JsonSerializerOptions o)
        {
            writer.WriteStartArray();
            foreach (
                var one in value
                    .Select(one => JsonSerializer.Serialize(one, o))
                    .Order(StringComparer.Ordinal)
            )
            {
                writer.WriteRawValue(one);
            }
            writer.WriteEndArray();
        }
    }

    /// <summary>One of several kinds.</summary>
    private sealed class AsItself : JsonConverterFactory
    {
        public override bool CanConvert(Type typeToConvert) =>
            typeToConvert is { IsClass: true, IsAbstract: true };

        public override JsonConverter CreateConverter(Type type, JsonSerializerOptions o) =>
            (JsonConverter)Activator.CreateInstance(typeof(Of<>).MakeGenericType(type))!;

        private sealed class Of<T> : JsonConverter<T>
        {
            public override T Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions o) =>
                throw new NotSupportedException();

            public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions o) =>
                JsonSerializer.Serialize(writer, value, value!.GetType(), o);
        }
    }
}

/// <summary>Hands on what it is asked.</summary>
public class RealStoreProxy : DispatchProxy
{
    internal RealStore Store { get; set; } = null!;

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        Store.Invoke(targetMethod!, args);
}
