using System.Collections;
using System.Reflection;
using System.Text.RegularExpressions;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire.Posts;
using ResultsBot.Tests.Infrastructure;
using Snapshooter.Xunit;

namespace ResultsBot.Wording.Tests;

public class PhrasebookTests
{
    private static readonly Phrasebook Phrases = new(TheNight.Definition);

    /// <summary>All that says something; the election that it is said of is no phrase.</summary>
    private static readonly MethodInfo[] Members =
    [
        .. typeof(Phrasebook)
            .GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(m => m.Name != "get_Definition")
            .OrderBy(
                m => m.Name.Replace("get_", "", StringComparison.Ordinal),
                StringComparer.Ordinal
            )
            .ThenBy(
                m => string.Join(' ', m.GetParameters().Select(p => p.ParameterType.Name)),
                StringComparer.Ordinal
            ),
    ];

    [Fact]
    public void Every_text_that_a_person_is_shown() =>
        Snapshot.Match(string.Join("\n\n", Members.Select(m => Said(m, Marked.Of))));

    [Fact]
    public void Every_type_that_a_phrase_takes_has_samples()
    {
        string[] missing =
        [
            .. Members.SelectMany(m => m.GetParameters()).Select(Missing).OfType<string>(),
        ];

        Assert.True(missing.Length == 0, string.Join('\n', missing));
    }

    /// <summary>A choice between interpolated strings alone is a string, and would show its marks: one has to be cast.</summary>
    [Fact]
    public void No_phrase_shows_its_own_marks() =>
        Assert.DoesNotMatch(
            @"\*\*|~~",
            string.Join('\n', Members.Select(m => Said(m, t => t.ToPlain())))
        );

    private static string? Missing(ParameterInfo parameter)
    {
        try
        {
            PhrasebookSamples.Of(parameter);
            return null;
        }
        catch (InvalidOperationException e)
        {
            return e.Message;
        }
    }

    [Fact]
    public void Every_phrase_can_be_said_otherwise_in_another_language() =>
        Assert.Empty(
            typeof(Phrasebook)
                .GetMethods(
                    BindingFlags.Public
                        | BindingFlags.NonPublic
                        | BindingFlags.Instance
                        | BindingFlags.DeclaredOnly
                )
                .Where(m =>
                    (m.IsPublic || m.IsFamily) && !m.IsVirtual && m.Name != "get_Definition"
                )
                .Select(m => m.Name)
        );

    [Fact]
    public void Another_language_is_one_class_that_says_what_it_says_otherwise()
    {
        var welsh = new Welsh(TheNight.Definition);
        var post = new PostWriter(welsh).Write(PlayedNight.ResultOf("Chesterfield"));
        var paragraphs = post.Body.OfType<PostPart.Paragraph>().Select(p => p.Text).ToArray();

        Assert.Equal("Llafur yn cadw Chesterfield", post.Headline);
        Assert.Equal("**Toby Perkins**, mwyafrif **10.820**", Marked.Of(paragraphs[0]));
        // What it does not word is said in English.
        Assert.Contains("deposits lost", paragraphs[^1].ToPlain(), StringComparison.Ordinal);
        Assert.Equal("cy", welsh.Language);
    }

    private sealed class Welsh(ElectionDefinition definition) : Phrasebook(definition)
    {
        public override string Language => "cy";

        public override string Number(long number) => base.Number(number).Replace(',', '.');

        public override string Party(PartyId id) => id.Value == "Lab" ? "Llafur" : base.Party(id);

        public override string Headline(Contest contest, Verdict verdict) =>
            $"{Party(verdict.Winner.Candidate.Party)} yn cadw {contest.Name}";

        public override RichText Winner(Verdict verdict) =>
            $"**{verdict.Winner.Candidate.Name}**, mwyafrif **{Number(verdict.Majority)}**";
    }

    private const string NoSuch = "(no such)";

    /// <summary>What phrases are asked for by name, as the phrasebook lists it: “declare” => ….</summary>
    private static readonly string[] Keys =
    [
        .. Directory
            .EnumerateFiles(
                Path.Combine(Repository.Root, "src", "ResultsBot.Wording"),
                "Phrasebook*.cs"
            )
            .SelectMany(File.ReadLines)
            .Select(l =>
                Regex.Match(
                    l,
                    "^ *\"(?<key>[^\"]+)\" =>",
                    RegexOptions.None,
                    TimeSpan.FromSeconds(1)
                )
            )
            .Where(m => m.Success)
            .Select(m => m.Groups["key"].Value)
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The member's name, and each of its texts on a line.</summary>
    private static string Said(MethodInfo member, Func<RichText, string> write)
    {
        var samples = member.GetParameters().Select(PhrasebookSamples.Of).ToArray();
        var texts = PhrasebookSamples.Arguments(samples).Select(Say).Distinct().ToArray();
        if (texts is [NoSuch] && samples.Length == 1)
        {
            texts =
            [
                .. Keys.Select(k => (Key: k, Text: Say([k])))
                    .Where(k => k.Text != NoSuch)
                    .Select(k => $"{k.Key}: {k.Text}"),
            ];
        }
        // What is no argument of it is left out, unless it is all there was.
        texts = texts is [NoSuch] ? texts : [.. texts.Where(t => t != NoSuch)];
        var name = member.Name.Replace("get_", "", StringComparison.Ordinal);
        var types = string.Join(", ", member.GetParameters().Select(p => p.ParameterType.Name));
        return $"{name}({types})\n{string.Join('\n', texts.Select(t => "    " + t.Replace("\n", "\n    ", StringComparison.Ordinal)))}";

        string Say(object?[] arguments)
        {
            try
            {
                return member.Invoke(Phrases, arguments) switch
                {
                    null => "(nothing)",
                    string text => text,
                    RichText text => write(text),
                    IEnumerable several => string.Join('\n', several.Cast<object>()),
                    var other => $"{other}",
                };
            }
            catch (TargetInvocationException e)
                when (e.InnerException is ArgumentOutOfRangeException)
            {
                return NoSuch;
            }
        }
    }
}
