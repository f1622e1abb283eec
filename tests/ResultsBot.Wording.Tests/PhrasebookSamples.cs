using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using ResultsBot.Engine;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Posts;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Wording.Tests;

/// <summary>
/// Arguments to say every phrase with, by the type of its parameter. Lists, nullable and closed kinds (records
/// nested in an abstract one) are made from the samples of their parts: a new kind of fault needs nothing here, a new
/// type of parameter does.
/// </summary>
internal static class PhrasebookSamples
{
    private static readonly Verdict Hold = PlayedNight.Verdict("Chesterfield");

    private static readonly Standing Mixed = PlayedNight
        .Until(new DateTimeOffset(2024, 7, 5, 4, 0, 0, TimeSpan.FromHours(1)))
        .Standing(TheNight.Definition.Whole);

    private static readonly AreaId Derbyshire = new(AreaKind.County, "Derbyshire");

    private static readonly Election Early = PlayedNight.Until(
        new DateTimeOffset(2024, 7, 5, 2, 50, 0, TimeSpan.FromHours(1))
    );

    private static readonly Election WithReports = Early
        .Apply(Reported("Chesterfield", new StageReport(Stage.Counting, null, Samples.At)))
        .Apply(Reported("Derbyshire Dales", new StageReport(Stage.UnableToDeclare)));

    private static readonly NullabilityInfoContext Nullability = new();

    private static readonly Dictionary<Type, object[]> ByType = new()
    {
        [typeof(string)] = ["some *text*", "another"],
        [typeof(RichText)] = [RichText.Person("7"), RichText.Plain("some *text*")],
        [typeof(int)] = [2, 1, 1_234],
        [typeof(long)] = [2L, 1L, 1_234L],
        [typeof(ulong)] = [1_234UL],
        [typeof(double)] = [0.5],
        [typeof(TimeSpan)] =
        [
            TimeSpan.FromSeconds(20),
            TimeSpan.FromMinutes(12),
            TimeSpan.FromMinutes(135),
        ],
        [typeof(DateTimeOffset)] = [Samples.At],
        [typeof(Fraction)] = [new Fraction(384, 1000), new Fraction(-22, 100)],
        [typeof(PartyId)] =
        [
            new PartyId("Lab"),
            new PartyId("Con"),
            PartyId.Independent,
            new PartyId("Gone"),
        ],
        [typeof(PartySeats)] =
        [
            new PartySeats(new PartyId("Lab"), 218),
            new PartySeats(new("LD"), 1),
        ],
        [typeof(AreaId)] = [Derbyshire, TheNight.Definition.Whole],
        [typeof(ContestId)] = [TheNight.Contest("Chesterfield").Id],
        [typeof(ProposalId)] = [new ProposalId("p1")],
        [typeof(CorrectedFigure)] =
        [
            new CorrectedFigure(Samples.Contest.Candidate(1), "", 2_862, 2_682),
            new CorrectedFigure(null, "rejected", null, 12),
        ],
        [typeof(Candidate)] =
        [
            Samples.Contest.Candidate(1),
            Samples.Contest.Candidate(2) with
            {
                Name = "Bob @here",
            },
        ],
        [typeof(Contest)] =
        [
            TheNight.Contest("Chesterfield"),
            Samples.Contest with
            {
                Base = null,
            },
        ],
        [typeof(Verdict)] =
        [
            Hold,
            PlayedNight.Verdict("North East Derbyshire"),
            Samples.Verdict,
            Hold with
            {
                Outcome = new Outcome.Win(),
                Rejected = null,
                Swing = null,
                Turnout = null,
            },
        ],
        [typeof(Figures)] = [Samples.Figures],
        [typeof(PostWords)] = [new PostWords("A long *night*", "We’re live until the last seat.")],
        [typeof(ResultLine)] = [Hold.Lines[1]],
        [typeof(CandidateVotes)] = [new CandidateVotes(1, 500)],
        [typeof(Standing)] =
        [
            Samples.Standing(Samples.Shire),
            Mixed,
            PlayedNight.Election.Standing(TheNight.Definition.Whole),
            Standing.Empty(Samples.Shire, 3),
        ],
        [typeof(PartyStanding)] =
        [
            Mixed.Of(new PartyId("Lab")),
            new PartyStanding(new PartyId("LD"), 0, 0, 0, 10),
        ],
        [typeof(Swing)] = [Hold.Swing!],
        [typeof(AnnouncedSwing)] =
        [
            new AnnouncedSwing(
                new Fraction(114, 1000),
                new Fraction(1, 1000),
                new PartyId("Con"),
                new PartyId("Lab")
            ),
            new AnnouncedSwing(new Fraction(114, 1000), new Fraction(1, 1000), null, null),
        ],
        [typeof(StageReport)] =
        [
            .. Enum.GetValues<Stage>().Select(s => new StageReport(s)),
            new StageReport(Stage.Recount, 2, Samples.At, "re-*thumbed*"),
        ],
        [typeof(Story)] =
        [
            Overview.Story(new Election(TheNight.Definition), Samples.Whole),
            Overview.Story(PlayedNight.Election, Derbyshire),
            Overview.Story(Early, Derbyshire),
            Overview.Story(WithReports, Derbyshire),
            Overview.Story(PlayedNight.Election, TheNight.Definition.Whole),
        ],
        [typeof(ChamberStanding)] =
        [
            .. Early.Chambers(TheNight.Definition.Whole),
            .. Early
                .Chambers(TheNight.Definition.Whole)
                .Select(c =>
                    c with
                    {
                        IsWhole = false,
                        Chamber = c.Chamber with
                        {
                            Name = "Barset Council",
                            Seats = c.Chamber.Seats + 33,
                            Continuing = [new(new("Con"), 30), new(PartyId.Independent, 2)],
                        },
                    }
                ),
            .. PlayedNight.Election.Chambers(TheNight.Definition.Whole),
        ],
        [typeof(DeclaredResult)] =
        [
            new DeclaredResult(1, Samples.Figures, Samples.Verdict, Samples.At, "discord:7"),
        ],
        [typeof(CountProgress)] =
        [
            CountProgress.Nothing,
            new CountProgress(
                new StageReport(Stage.Counting, null, Samples.At),
                1_057,
                new Fraction(211, 1000),
                [new CandidateVotes(1, 300)],
                [1],
                [1],
                Samples.At
            ),
        ],
        [typeof(DeliveryOptions)] =
        [
            DeliveryOptions.AsItComes,
            new DeliveryOptions(TimeSpan.FromMinutes(10), true, true),
            new DeliveryOptions(null, false, false, false),
        ],
        [typeof(Topic)] =
        [
            .. Enum.GetValues<Kind>()
                .Select(k => new Topic(new Scope.Area(TheNight.Definition.Whole), null, k)),
            new Topic(new Scope.Area(Derbyshire), new PartyId("Con"), Kind.Results),
            new Topic(new Scope.Seat(TheNight.Contest("Chesterfield").Id), null, Kind.Everything),
            new Topic(new Scope.Area(TheNight.Definition.Whole), null, Kind.Results, 1_000),
        ],
        [typeof(Bulletin)] = [.. Samples.Bulletins],
        [typeof(Fact)] = [.. Samples.Facts],
    };

    private static ElectionEvent.StageReported Reported(string contest, StageReport stage) =>
        new(TheNight.Contest(contest).Id, stage, Samples.At, "test");

    /// <exception cref="InvalidOperationException">There are none for that type.</exception>
    public static IReadOnlyList<object?> Of(ParameterInfo parameter)
    {
        var samples = Of(parameter.ParameterType, parameter.Member);
        var isNullable =
            !parameter.ParameterType.IsValueType
            && Nullability.Create(parameter).ReadState == NullabilityState.Nullable;
        return isNullable ? [.. samples, null] : samples;
    }

    private static IReadOnlyList<object?> Of(Type type, MemberInfo member)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return [.. Of(underlying, member), null];
        }
        if (type == typeof(bool))
        {
            return [true, false];
        }
        if (type.IsEnum)
        {
            return [.. Enum.GetValues(type).Cast<object>()];
        }
        var listed =
            ByType.GetValueOrDefault(type)
            ?? ByType.Values.SelectMany(v => v).Where(v => v.GetType() == type).ToArray();
        var cases = Cases(type);
        if (cases.Length > 0)
        {
            return
            [
                .. listed,
                .. cases
                    .Where(c => listed.All(l => l.GetType() != c))
                    .SelectMany(c => Made(c, member)),
            ];
        }
        if (listed.Length > 0)
        {
            return listed;
        }
        if (Element(type) is { } element)
        {
            return Lists(type, element, Of(element, member));
        }
        return
            (type.BaseType is { IsAbstract: true } kind && Cases(kind).Contains(type))
            || type.IsAssignableTo(typeof(ITuple))
            ? Made(type, member)
            : throw new InvalidOperationException(
                $"Phrasebook.{member.Name} takes a {type.Name}, of which there is no sample: add some to {nameof(PhrasebookSamples)}."
            );
    }

    /// <summary>The kinds of a closed hierarchy, in the order of their names.</summary>
    private static Type[] Cases(Type type) =>
        type.IsAbstract
            ?
            [
                .. type
                    .Assembly.GetTypes()
                    .Where(t => t.IsSubclassOf(type) && !t.IsAbstract)
                    .OrderBy(t => t.Name, StringComparer.Ordinal),
            ]
            : [];

    /// <summary>One of each kind, and another for each further sample of one of its parts.</summary>
    private static IReadOnlyList<object?> Made(Type type, MemberInfo member)
    {
        var constructor = type.GetConstructors()
            .OrderByDescending(c => c.GetParameters().Length)
            .First();
        return
        [
            .. Arguments([.. constructor.GetParameters().Select(p => Of(p, member))])
                .Select(constructor.Invoke),
        ];

        static IReadOnlyList<object?> Of(ParameterInfo parameter, MemberInfo member) =>
            Nullability.Create(parameter).ReadState == NullabilityState.Nullable
            && !parameter.ParameterType.IsValueType
            && !parameter.Member.DeclaringType!.IsAssignableTo(typeof(ITuple))
                ? [.. PhrasebookSamples.Of(parameter.ParameterType, member), null]
                : PhrasebookSamples.Of(parameter.ParameterType, member);
    }

    /// <summary>The first of each, and then each with another one in its place.</summary>
    public static IEnumerable<object?[]> Arguments(IReadOnlyList<IReadOnlyList<object?>> samples)
    {
        object?[] first = [.. samples.Select(s => s[0])];
        yield return first;
        for (var i = 0; i < samples.Count; i++)
        {
            foreach (var other in samples[i].Skip(1))
            {
                object?[] varied = [.. first];
                varied[i] = other;
                yield return varied;
            }
        }
    }

    private static Type? Element(Type type) =>
        type.IsArray ? type.GetElementType()
        : type.IsGenericType
        && type.GetGenericArguments() is [var element]
        && type.IsAssignableTo(typeof(IEnumerable))
            ? element
        : null;

    /// <summary>All of them, and the first alone.</summary>
    private static object?[] Lists(Type type, Type element, IReadOnlyList<object?> all)
    {
        return [List(all.Take(4)), List(all.Take(1))];

        object List(IEnumerable<object?> items)
        {
            object?[] taken = [.. items];
            var array = Array.CreateInstance(element, taken.Length);
            Array.Copy(taken, array, taken.Length);
            return type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>)
                ? typeof(ImmutableCollectionsMarshaller)
                    .GetMethod(nameof(ImmutableCollectionsMarshaller.Of))!
                    .MakeGenericMethod(element)
                    .Invoke(null, [array])!
                : array;
        }
    }

    private static class ImmutableCollectionsMarshaller
    {
        public static ImmutableArray<T> Of<T>(T[] items) => [.. items];
    }
}
