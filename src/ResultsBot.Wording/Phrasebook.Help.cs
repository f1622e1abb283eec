using ResultsBot.Newswire.Posts;

namespace ResultsBot.Wording;

/// <summary>What people learn who have never seen the bot.</summary>
public partial class Phrasebook
{
    public virtual string HelpDescription => "What this bot does, and what to type first.";

    public virtual RichText WhatItDoes =>
        $"**{Definition.Name}: I post the results here as they’re declared**, with gains, recounts and the state of the parties.";

    public virtual RichText FirstCommand =>
        $"To begin, type {Slash("subscribe")} in the channel where you want results: all of them, or those for an area, a seat or a party.";

    public virtual RichText ForEverybody =>
        $"Anybody can ask: {Slash("tally")}, {Slash("seat")}, {Slash("map")}, {Slash("story")}, {Slash("closest")}, {Slash("gains")}, {Slash("outstanding")}. What a channel follows: {Slash("subscriptions")}.";

    public virtual RichText HelpForReporters =>
        $"To report: {Slash("status")} while the count goes on, {Slash("verified")} for the papers, {Slash("flash")} for the winner, {Slash("declare")} for the result, {Slash("note")} for what you see; {Slash("undo")} within two minutes, after that ring the desk. Your seats: {Slash("mine")}.";

    public virtual RichText HelpForEditors =>
        $"For the desk: {Slash("proposals")}, {Slash("correct")}, {Slash("retract")}, {Slash("hold")}, {Slash("pause")}, {Slash("assign")}, {Slash("audit")}, {Slash("export")}.";

    public virtual RichText CannotPostHere(IReadOnlyList<string> permissions) =>
        $"⚠ I can’t post results in this channel yet. Please give me {And([.. permissions.Select(p => RichText.Strong(p))])} here.";

    public virtual RichText MoreHelp => $"{Slash("help")} says more.";
}
