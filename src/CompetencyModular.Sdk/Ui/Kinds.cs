namespace CompetencyModular.Sdk.Ui;

/// <summary>What a badge, a note or a mark says about its subject. Each kind has a colour and an icon: never colour alone.</summary>
public enum BadgeKind
{
    /// <summary>A plain fact.</summary>
    Neutral,

    /// <summary>Reached, valid, mastered.</summary>
    Good,

    /// <summary>Under way, or good to know.</summary>
    Info,

    /// <summary>Will need something soon: expires, is due.</summary>
    Warn,

    /// <summary>Needs something now.</summary>
    Attention,
}

/// <summary>How much weight a button has. A page has one <see cref="Primary"/>.</summary>
public enum ButtonKind
{
    /// <summary>One of several things to do.</summary>
    Secondary,

    /// <summary>The one main thing to do here.</summary>
    Primary,

    /// <summary>Without a frame, for rows and tool bars.</summary>
    Quiet,

    /// <summary>Takes something away.</summary>
    Danger,
}

internal static class KindNames
{
    public static string Css(this BadgeKind kind) => kind switch
    {
        BadgeKind.Good => "good",
        BadgeKind.Info => "info",
        BadgeKind.Warn => "warn",
        BadgeKind.Attention => "attention",
        _ => "neutral",
    };

    public static string Icon(this BadgeKind kind) => kind switch
    {
        BadgeKind.Good => "check",
        BadgeKind.Info => "info",
        BadgeKind.Warn => "clock",
        BadgeKind.Attention => "warning",
        _ => "dot",
    };

    public static string Css(this ButtonKind kind) => kind switch
    {
        ButtonKind.Primary => "button primary",
        ButtonKind.Quiet => "button quiet",
        ButtonKind.Danger => "button danger",
        _ => "button",
    };
}
