using CompetencyModular.Sdk.Messaging;

namespace CompetencyModular.Media.Domain;

/// <summary>The module's expected refusals. Their texts stand in the module's resx under the code.</summary>
internal static class MediaErrors
{
    public static Error NotOnOffer { get; } = Conflict("media.not-on-offer");

    public static Error AnotherKind { get; } = Conflict("media.another-kind");

    public static Error SameFile { get; } = Conflict("media.same-file");

    public static Error NothingToCaption { get; } = Conflict("media.nothing-to-caption");

    public static Error NotPlayed { get; } = Conflict("media.not-played");

    public static Error TooFast { get; } = Conflict("media.too-fast");

    public static Error PlayFirst { get; } = Conflict("media.play-first");

    public static Error OpenFirst { get; } = Conflict("media.open-first");

    public static Error NotInTrash { get; } = Conflict("media.not-in-trash");

    public static Error ChangedMeanwhile { get; } = Conflict("media.changed-meanwhile");

    private static Error Conflict(string code) => Error.Conflict(code, "");
}
