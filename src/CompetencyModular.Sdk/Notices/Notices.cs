using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Modules;

namespace CompetencyModular.Sdk.Notices;

/// <summary>What is told to one person, in the bell of the shell. It is shown in the reader's language, whoever's act it came from.</summary>
/// <param name="Kind">Why it is told.</param>
/// <param name="TextKey">A key of the module's resx, the one beside its module class; the text takes the values as <c>{0}</c>, <c>{1}</c> and so on.</param>
/// <param name="Link">The page it leads to, without a leading slash. Whoever may not open that page is not told.</param>
/// <param name="Values">What stands in the text: names as they are; days and instants by <see cref="Day"/> and <see cref="Time"/>, so that each reader sees their own form.</param>
public sealed record NewNotice(NoticeKind Kind, string TextKey, string Link, params string[] Values)
{
    /// <summary>A calendar day as a value.</summary>
    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>An instant as a value; shown in the tenant's time zone.</summary>
    public static string Time(DateTimeOffset instant) => instant.ToString("O", CultureInfo.InvariantCulture);
}

/// <summary>Why somebody is told something.</summary>
public enum NoticeKind
{
    /// <summary>Something waits until they act; settle it when it no longer does.</summary>
    WaitsOnYou,

    /// <summary>Something runs out, or begins, by a date.</summary>
    Expires,

    /// <summary>What they asked for or handed in was decided.</summary>
    Decided,

    /// <summary>Good to know.</summary>
    News,
}

/// <summary>
/// Somebody is told something, or what they were told is settled. The host keeps it for the bell. Published by
/// <see cref="NoticeExtensions.Notify{TModule}"/> and <see cref="NoticeExtensions.Settle{TModule}"/>; one event for both, so that neither overtakes the other.
/// </summary>
/// <param name="Module">The module that tells it and has its text.</param>
/// <param name="Key">What it is about, within the module.</param>
/// <param name="PersonId">Who is told; when settled also null, for all who were told.</param>
/// <param name="Notice">What is told; null when it is settled.</param>
[Event("notices.posted")]
public sealed record NoticePosted(string Module, string Key, Guid? PersonId, NewNotice? Notice) : IEvent
{
    /// <inheritdoc/>
    public string StreamKey => $"notice/{Module}/{Key}";
}

/// <summary>
/// On a widget of the home page that shows by itself what waits for the person: notices of <see cref="NoticeKind.WaitsOnYou"/> that lead there are left out of what is new on that page,
/// so that nothing stands on it twice. The bell and its page keep them.
/// </summary>
/// <param name="links">How the links of those notices begin.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ShowsWhatWaitsAttribute(string links) : Attribute
{
    /// <summary>How the links of those notices begin.</summary>
    public string Links { get; } = links;
}

/// <summary>Tells people things, as part of the running unit of work.</summary>
public static class NoticeExtensions
{
    private static readonly ConcurrentDictionary<Type, string> Ids = new();

    /// <summary>
    /// Tells a person something once the unit of work is committed. Telling the same person something else under the same key replaces it and makes it
    /// new again. Who has left is told nothing.
    /// </summary>
    /// <typeparam name="TModule">The module, whose resx has the text.</typeparam>
    /// <param name="events">The running unit of work.</param>
    /// <param name="personId">Who is told.</param>
    /// <param name="key">What it is about, at most 150 characters, such as <c>request/0198…</c>.</param>
    /// <param name="notice">What is told.</param>
    /// <param name="notBefore">When it is told at the earliest; at once without it.</param>
    public static void Notify<TModule>(this IEvents events, Guid personId, string key, NewNotice notice, DateTimeOffset? notBefore = null) where TModule : Modules.Module =>
        events.Publish(new NoticePosted(IdOf<TModule>(), key, personId, notice), notBefore);

    /// <summary>Takes away what was told under a key: it was done, by whomever, or it no longer matters.</summary>
    /// <typeparam name="TModule">The module that told it.</typeparam>
    /// <param name="events">The running unit of work.</param>
    /// <param name="key">As it was told.</param>
    /// <param name="personId">Only this person's; everybody's without it.</param>
    public static void Settle<TModule>(this IEvents events, string key, Guid? personId = null) where TModule : Modules.Module =>
        events.Publish(new NoticePosted(IdOf<TModule>(), key, personId, null));

    private static string IdOf<TModule>() => Ids.GetOrAdd(typeof(TModule), type => type.Assembly.GetCustomAttribute<ModuleAttribute>()?.Id
        ?? throw new InvalidOperationException($"{type.Assembly.GetName().Name} declares no module."));
}
