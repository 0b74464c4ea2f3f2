using Microsoft.AspNetCore.Components;

namespace CompetencyModular.Sdk.Modules;

/// <summary>What a module adds to the user interface. The host renders it where the person has the permission and the tenant the feature.</summary>
public sealed class Contributions
{
    private readonly List<NavigationEntry> navigation = [];
    private readonly List<WidgetEntry> widgets = [];

    /// <summary>The entries added so far.</summary>
    public IReadOnlyList<NavigationEntry> NavigationEntries => navigation;

    /// <summary>The widgets added so far.</summary>
    public IReadOnlyList<WidgetEntry> WidgetEntries => widgets;

    /// <summary>Adds an entry to the side navigation.</summary>
    /// <param name="area">The group it stands in: what one wants to do, not which module does it.</param>
    /// <param name="textKey">A key of the module's resx.</param>
    /// <param name="href">A page of the module, without a leading slash.</param>
    /// <param name="icon">The name of an icon of the design system.</param>
    /// <param name="permission">Shown to those who hold it.</param>
    /// <param name="order">Place within the group, ascending.</param>
    public Contributions Navigation(NavigationArea area, string textKey, string href, string icon, string permission, int order = 100)
    {
        navigation.Add(new NavigationEntry(area, textKey, href, icon, permission, order));
        return this;
    }

    /// <summary>Puts a component into a slot, such as <see cref="Slots.Home"/>. A slot with a context passes it as the parameter <c>Context</c>.</summary>
    /// <param name="slot">The slot's name; slots belong to whoever renders them.</param>
    /// <param name="permission">Rendered for those who hold it.</param>
    /// <param name="order">Place within the slot, ascending.</param>
    public Contributions Widget<TComponent>(string slot, string permission, int order = 100) where TComponent : IComponent
    {
        widgets.Add(new WidgetEntry(slot, typeof(TComponent), permission, order));
        return this;
    }
}

/// <summary>An entry of the side navigation; see <see cref="Contributions.Navigation"/>.</summary>
public sealed record NavigationEntry(NavigationArea Area, string TextKey, string Href, string Icon, string Permission, int Order);

/// <summary>A component in a slot; see <see cref="Contributions.Widget{TComponent}"/>.</summary>
public sealed record WidgetEntry(string Slot, Type Component, string Permission, int Order);

/// <summary>The groups of the side navigation, in the order in which they are shown.</summary>
public enum NavigationArea
{
    /// <summary>What I can do and what comes next for me.</summary>
    MyDevelopment,

    /// <summary>The people I am responsible for.</summary>
    MyTeam,

    /// <summary>What there is to learn.</summary>
    Catalogue,

    /// <summary>People, skills and job profiles.</summary>
    PeopleAndRoles,

    /// <summary>Keeping the installation in order.</summary>
    Administration,
}

/// <summary>Slots that the host and the first-party modules offer.</summary>
public static class Slots
{
    /// <summary>The home page. No context.</summary>
    public const string Home = "home";

    /// <summary>A person's page. The context is the person's id (<see cref="Guid"/>).</summary>
    public const string Person = "person";

    /// <summary>The page of an activity, for its award rules. The context is an <see cref="Activities.ActivityRef"/>.</summary>
    public const string ActivityAwards = "activity.awards";

    /// <summary>The page of a job profile, for what leads there. The context is the profile's id (<see cref="Guid"/>).</summary>
    public const string ProfileActions = "profile.actions";

    /// <summary>The page of a skill, for what else there is to say about it. The context is the skill's id (<see cref="Guid"/>).</summary>
    public const string Skill = "skill";

    /// <summary>A person's own page of one skill, for what brings the level forward. The context is the skill's id (<see cref="Guid"/>).</summary>
    public const string SkillActions = "skill.actions";

    /// <summary>
    /// A step of a learning path, in one line beside its title. The context is an <see cref="Activities.PathStop"/>, which names the whole path, so that
    /// a widget can ask once for all steps.
    /// </summary>
    public const string PathStep = "path.step";

    /// <summary>Beside the gap on My skills, for what closes it. No context.</summary>
    public const string GapActions = "gap.actions";

    /// <summary>The page of imports, for a module's own ways to bring something in. No context.</summary>
    public const string Imports = "imports";
}
