using ResultsBot.Newswire.Posts;

namespace ResultsBot.Wording;

/// <summary>Whom a channel’s posts mention, and for what.</summary>
public partial class Phrasebook
{
    public virtual string MentionDescription =>
        "Mention a role when chosen seats have a result (administrators only).";
    public virtual string MentionRoleOption => "The role. Leave everything out to see what is set.";
    public virtual string MentionSeatsOption => "Seats, separated by commas.";
    public virtual string MentionMajorsOption =>
        "Also for flashes, first results, completed areas and majorities.";
    public virtual string MentionStopOption => "Stop mentions in this channel.";
    public virtual RichText MentionWhom =>
        $"Whom? Choose a {RichText.Fixed("role")} as well, or {RichText.Fixed("stop")} to end mentions here.";
    public virtual string MentionsNobody => "No role is mentioned in this channel.";
    public virtual string MentionNotEveryone => "I can’t mention everyone: choose a role.";
    public virtual RichText MentionForWhat =>
        $"For what? Name seats, or choose {RichText.Fixed("majors")} for flashes, first results, completed areas and majorities.";

    public virtual RichText TooManySeats(int most) =>
        $"At most {Of(most, "seat", "seats")}, please. For more, choose {RichText.Fixed("majors")}.";

    /// <summary>“<@&5> is mentioned for the results of Bolsover and Chesterfield.” Says whom without calling them.</summary>
    public virtual RichText Mentions(string role, IReadOnlyList<string> seats, bool majors)
    {
        var what = new List<string>();
        if (seats.Count > 0)
        {
            what.Add($"results in {And([.. seats.Select(Short)])}");
        }
        if (majors)
        {
            what.Add("flashes, first results, completed areas and majorities");
        }
        return $"{RichText.Role(role)} is mentioned for {string.Join(", and for ", what)}.";
    }
}
