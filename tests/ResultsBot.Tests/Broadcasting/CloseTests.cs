using ResultsBot.Engine;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Simulation;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Tests.Broadcasting;

/// <summary>What reaches a channel that follows close results alone.</summary>
public class CloseTests
{
    private const ulong Channel = 1001;
    private const ulong Other = 1002;

    /// <summary>Held, by 528.</summary>
    private const string Close = "Ilford North";

    /// <summary>Held, by far more.</summary>
    private const string Safe = "Chesterfield";

    /// <summary>Changed hands, by 6,323.</summary>
    private const string Gained = "Bolsover";

    private static readonly Scope Everywhere = new Scope.Area(TheNight.Definition.Whole);
    private static readonly Topic Under1000 = new(Everywhere, null, Kind.Results, 1_000);

    private readonly SimulatedNewsroom _newsroom;

    public CloseTests()
    {
        _newsroom = new SimulatedNewsroom(
            TheNight.Definition,
            new DateTimeOffset(2024, 7, 4, 22, 0, 0, TimeSpan.Zero)
        ).Start();
        _newsroom.Discord.Add(Channel);
    }

    [Fact]
    public void Only_close_results_and_seats_that_change_hands_come()
    {
        _newsroom.Subscribe(Channel, Under1000);

        Declare(Safe);
        Declare(Close);
        Declare(Gained);

        Assert.Equal(2, Messages);
        Assert.Contains("Labour hold Ilford North", Titles());
        Assert.Contains("Labour gain Bolsover from Conservative", Titles());
        Assert.DoesNotContain(Safe, Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_majority_of_just_that_many_is_not_under_it()
    {
        _newsroom.Subscribe(Channel, Under1000);

        Declare(Close, majority: 1_000);
        Assert.Equal(0, Messages);

        Declare("Birmingham Yardley", majority: 999);
        Assert.Equal(1, Messages);
    }

    [Fact]
    public void What_was_posted_is_corrected_although_it_is_no_longer_close()
    {
        _newsroom.Subscribe(Channel, Under1000);
        Declare(Close, majority: 900);

        Correct(Close, majority: 1_500);
        Correct(Close, majority: 1_600, number: 2);

        Assert.Equal(3, Messages);
        Assert.Contains("Corrected: Labour hold Ilford North", Titles());
        Assert.StartsWith("Correction: ", Titles()[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_result_that_a_correction_makes_close_is_news()
    {
        _newsroom.Subscribe(Channel, Under1000);

        Declare(Close, majority: 1_500);
        Assert.Equal(0, Messages);
        Correct(Close, majority: 900);

        Assert.StartsWith("Correction: ", Assert.Single(Titles()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_correction_that_gives_a_safe_seat_to_somebody_else_comes()
    {
        _newsroom.Subscribe(Channel, Under1000);
        Declare(Safe);
        var figures = TheNight.Recorded(Safe).Figures;
        var (first, second) = Leaders(figures);

        Assert.True(
            _newsroom.Submit(
                new Command.Correct(
                    TheNight.Contest(Safe).Id,
                    1,
                    With(figures, (first.Candidate, second.Votes), (second.Candidate, first.Votes)),
                    "swapped",
                    "ed"
                )
            )
        );
        _newsroom.Pass(TimeSpan.FromSeconds(1));

        Assert.StartsWith("Correction: ", Assert.Single(Titles()), StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_posted_is_withdrawn_and_what_is_declared_in_its_place_comes_however_safe()
    {
        _newsroom.Subscribe(Channel, Under1000);
        Declare(Close, majority: 900);
        Declare(Safe);

        Retract(Close);
        Retract(Safe);
        Declare(Close, majority: 5_000);

        Assert.Equal(3, Messages);
        Assert.Contains("~~Labour hold Ilford North~~", Titles());
        Assert.Equal("Labour hold Ilford North", Titles()[^1]);
        Assert.DoesNotContain(Safe, Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_flash_comes_where_the_seat_changes_hands()
    {
        _newsroom.Subscribe(Channel, Under1000 with { Kind = Kind.Flashes });

        Flash(Safe);
        Flash(Gained);

        Assert.Contains(Gained, Assert.Single(Titles()), StringComparison.Ordinal);
    }

    [Fact]
    public void Gathered_posts_hold_only_what_was_asked_for_also_after_a_restart()
    {
        _newsroom.Subscribe(Channel, Under1000, new DeliveryChange(TimeSpan.FromMinutes(10)));

        Declare(Safe);
        Declare(Close);
        Declare(Gained);
        Declare("Derby South");
        _newsroom.Kill();
        _newsroom.Start();
        Retract(Safe);
        _newsroom.Pass(TimeSpan.FromMinutes(11));

        Assert.Equal(1, Messages);
        Assert.Contains(Close, Text(), StringComparison.Ordinal);
        Assert.Contains(Gained, Text(), StringComparison.Ordinal);
        Assert.DoesNotContain(Safe, Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("Derby South", Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void Who_got_what_a_correction_puts_right_is_counted_among_those_it_goes_to()
    {
        _newsroom.Discord.Add(Other);
        _newsroom.Subscribe(Channel, Under1000);
        _newsroom.Subscribe(Other, Under1000 with { Party = new PartyId("Green") });
        Declare(Close, majority: 900);

        Correct(Close, majority: 1_500);
        var corrected = _newsroom.Store.Bulletins.Last(e => e.Bulletin is Bulletin.Corrected);
        var safe = _newsroom.Store.Bulletins.Count;
        Declare(Safe);

        Assert.Equal(1, Followers(corrected.Bulletin));
        Assert.Equal(0, Followers(_newsroom.Store.Bulletins[safe].Bulletin));
    }

    private int Followers(Bulletin bulletin)
    {
        var followers = 0;
        _newsroom.Do(async () => followers = await _newsroom.Broadcaster.CountFollowers(bulletin));
        return followers;
    }

    private int Messages => _newsroom.Discord.Read(Channel).Count;

    private IReadOnlyList<string> Titles() =>
        [.. _newsroom.Discord.Read(Channel).SelectMany(m => m.Titles)];

    private string Text() => string.Join('\n', _newsroom.Discord.Read(Channel).Select(m => m.Text));

    private void Declare(string seat, int? majority = null)
    {
        Assert.True(
            _newsroom.Submit(
                new Command.Declare(TheNight.Contest(seat).Id, FiguresOf(seat, majority), "t")
            )
        );
        _newsroom.Pass(TimeSpan.FromSeconds(1));
    }

    private void Correct(string seat, int majority, int number = 1)
    {
        Assert.True(
            _newsroom.Submit(
                new Command.Correct(
                    TheNight.Contest(seat).Id,
                    number,
                    FiguresOf(seat, majority),
                    "a bundle",
                    "ed"
                )
            )
        );
        _newsroom.Pass(TimeSpan.FromSeconds(1));
    }

    private void Retract(string seat)
    {
        Assert.True(
            _newsroom.Submit(new Command.Retract(TheNight.Contest(seat).Id, 1, "wrong hall", "ed"))
        );
        _newsroom.Pass(TimeSpan.FromSeconds(1));
    }

    private void Flash(string seat)
    {
        var (first, _) = Leaders(TheNight.Recorded(seat).Figures);
        Assert.True(
            _newsroom.Submit(new Command.Flash(TheNight.Contest(seat).Id, first.Candidate, "t"))
        );
        _newsroom.Pass(TimeSpan.FromSeconds(1));
    }

    /// <summary>The recorded figures, the winner's changed so that the majority is this.</summary>
    private static Figures FiguresOf(string seat, int? majority)
    {
        var figures = TheNight.Recorded(seat).Figures;
        var (first, second) = Leaders(figures);
        return majority is { } votes
            ? With(figures, (first.Candidate, second.Votes + votes))
            : figures;
    }

    private static (CandidateVotes First, CandidateVotes Second) Leaders(Figures figures)
    {
        var order = figures.Votes.OrderByDescending(v => v.Votes).ToArray();
        return (order[0], order[1]);
    }

    private static Figures With(
        Figures figures,
        params IReadOnlyList<(int Candidate, int Votes)> changed
    ) =>
        figures with
        {
            Votes =
            [
                .. figures.Votes.Select(v =>
                    changed.Any(c => c.Candidate == v.Candidate)
                        ? v with
                        {
                            Votes = changed.First(c => c.Candidate == v.Candidate).Votes,
                        }
                        : v
                ),
            ],
        };
}
