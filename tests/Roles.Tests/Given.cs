using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using CompetencyModular.Roles.Domain;
using CompetencyModular.Roles.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Testing;

namespace CompetencyModular.Roles.Tests;

public sealed class RolesHosts() : TestHosts(typeof(RolesModule).Assembly);

/// <summary>What is there before a test's one act, with names of its own: tests of a class share a tenant.</summary>
internal sealed class Given(TestHost host)
{
    public static Actor HR { get; } = Actor.With(RoleNames.HR);

    public static Actor Learner { get; } = Actor.With(RoleNames.Learner);

    public DateOnly Today => DateOnly.FromDateTime(host.Clock.GetUtcNow().UtcDateTime);

    public static string Named(string name) => $"{name} {Guid.NewGuid():N}";

    public async Task<Scale> ScaleAsync(params string[] levels)
    {
        string[] names = levels.Length > 0 ? levels : ["None", "Basic", "Advanced", "Expert"];
        var scale = Scale.Define(Guid.CreateVersion7(), Named("Scale"), "", [.. names.Select(n => new Level(Guid.CreateVersion7(), n, ""))], host.Clock.GetUtcNow());
        await host.SaveAsync<RolesDb>(scale);
        return scale;
    }

    public async Task<SkillCategory> CategoryAsync(string? name = null, Guid? parent = null)
    {
        var category = SkillCategory.Create(Guid.CreateVersion7(), name ?? Named("Category"), parent);
        await host.SaveAsync<RolesDb>(category);
        return category;
    }

    public async Task<Skill> SkillAsync(Scale? scale = null, string? name = null, Guid? category = null)
    {
        scale ??= await ScaleAsync();
        var skill = Skill.Define(Guid.CreateVersion7(), name ?? Named("Skill"), "", category, scale.Id, new Dictionary<Guid, string>());
        await host.SaveAsync<RolesDb>(skill);
        return skill;
    }

    /// <summary>A profile whose first version has been in force for a year.</summary>
    public async Task<JobProfile> ProfileAsync(params RequirementTerms[] requirements)
    {
        var profile = JobProfile.Create(Guid.CreateVersion7(), Named("Profile"), "", "", "");
        profile.Revise(requirements);
        profile.Publish(Today.AddYears(-1), host.Clock.GetUtcNow());
        await host.SaveAsync<RolesDb>(profile);
        return profile;
    }

    public async Task<Assignment> AssignmentAsync(Guid person, JobProfile profile, bool primary = true, DateOnly? until = null)
    {
        var assignment = Assignment.Begin(person, profile.Id, primary, Today.AddDays(-30), until, host.Clock.GetUtcNow(), null);
        await host.SaveAsync<RolesDb>(assignment);
        return assignment;
    }

    public static RequirementTerms Needs(Skill skill, int ordinal = 1, bool mandatory = true, int weight = 3, int scaleVersion = 1) => new(skill.Id, ordinal, scaleVersion, mandatory, weight);

    public Task<T> ReadAsync<T>(Func<RolesDb, Task<T>> read) => host.UseAsync(read);
}

internal static class SecondSteps
{
    /// <summary>Submits a form as the page that answered the first step holds it, by the button that has the field.</summary>
    public static Task<HttpResponseMessage> ResubmitAsync(this HttpClient client, string path, IHtmlDocument page, (string Name, string Value) button)
    {
        var form = page.Forms.Single(f => f.Elements.Any(e => e.GetAttribute("name") == button.Name));
        var values = form.Elements.Where(e => e is not IHtmlButtonElement && e.GetAttribute("name") is { Length: > 0 }).Select(e => KeyValuePair.Create(e.GetAttribute("name")!, ValueOf(e)));
        return client.PostAsync(path, new FormUrlEncodedContent([.. values, KeyValuePair.Create(button.Name, button.Value)]));
    }

    private static string ValueOf(IElement element) => element switch
    {
        IHtmlSelectElement select => select.Value ?? "",
        IHtmlTextAreaElement area => area.Value,
        _ => element.GetAttribute("value") ?? "",
    };
}
