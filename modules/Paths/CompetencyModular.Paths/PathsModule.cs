using CompetencyModular.Paths;
using CompetencyModular.Paths.Content;
using CompetencyModular.Paths.Features.ListOwnCourses;
using CompetencyModular.Paths.Features.ListParticipants;
using CompetencyModular.Paths.Features.ListSubmissions;
using CompetencyModular.Paths.Features.MyCourses;
using CompetencyModular.Paths.Features.MyPaths;
using CompetencyModular.Paths.Features.ReviewPath;
using CompetencyModular.Paths.Features.WhenPeopleMerged;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Paths.Submissions;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Persistence;
using Mediator;
using Microsoft.Extensions.DependencyInjection;

[assembly: Module("Paths", "paths", Uses = ["Roles", "SkillsAnalysis"])]
[assembly: Permission(PathsPermissions.Read, Roles = [RoleNames.Learner, RoleNames.Manager, RoleNames.Trainer, RoleNames.Author, RoleNames.HR, RoleNames.Auditor, RoleNames.Administrator])]
[assembly: Permission(PathsPermissions.TakeCourses, Roles = [RoleNames.Learner])]
[assembly: Permission(PathsPermissions.Author, Roles = [RoleNames.Author, RoleNames.Administrator], Risk = Risk.Medium)]
[assembly: Permission(PathsPermissions.RunEvents, Roles = [RoleNames.Trainer, RoleNames.Author, RoleNames.Administrator], Risk = Risk.Medium)]
[assembly: Permission(PathsPermissions.Assess, Roles = [RoleNames.Manager, RoleNames.Trainer, RoleNames.Author], Risk = Risk.Medium)]
[assembly: Permission(PathsPermissions.AssessWidely, Roles = [RoleNames.Trainer, RoleNames.Author], Risk = Risk.Medium)]
[assembly: Permission(PathsPermissions.Assign, Roles = [RoleNames.Manager, RoleNames.Author, RoleNames.HR, RoleNames.Administrator], Risk = Risk.Medium)]
[assembly: Permission(PathsPermissions.AssignWidely, Roles = [RoleNames.Author, RoleNames.HR, RoleNames.Administrator], Risk = Risk.Medium)]

namespace CompetencyModular.Paths;

/// <summary>Courses: what there is to learn, taken at one's own pace until mastery is shown.</summary>
public sealed class PathsModule : Module
{
    /// <inheritdoc/>
    public override void ConfigureServices(IServiceCollection services) => services
        .AddMediator((MediatorOptions options) =>
        {
            options.Namespace = "CompetencyModular.Paths";
            options.ServiceLifetime = ServiceLifetime.Scoped;
            options.GenerateTypesAsInternal = true;
        })
        .AddUseCases<Mediator>()
        .AddPersonRecords<PersonRecords>()
        .AddModuleDb<PathsDb, PathsSqliteDb, PathsPostgresDb>("paths")
        .AddScoped<Readiness>()
        .AddScoped<EventWords>()
        .AddScoped<CourseWords>()
        .AddScoped<PathWords>()
        .AddScoped<PathReview>()
        .AddScoped<Whereabouts>()
        .AddScoped<Assessors>()
        .AddScoped<SubmissionNotices>()
        .AddScoped<SubmissionReader>()
        .AddScoped<AssignedPaths>()
        .AddScoped<ReviewPath.Reader>()
        .AddScoped<ListParticipants.Reader>();

    /// <inheritdoc/>
    public override void Contribute(Contributions to) => to
        .Navigation(NavigationArea.MyDevelopment, "Nav.MyCourses", "paths/mine", "course", PathsPermissions.TakeCourses, 30)
        .Navigation(NavigationArea.Catalogue, "Nav.Courses", "paths/courses", "course", PathsPermissions.Read, 10)
        .Navigation(NavigationArea.Catalogue, "Nav.Authoring", "paths/authoring", "edit", PathsPermissions.Author, 90)
        .Navigation(NavigationArea.Catalogue, "Nav.Events", "paths/events", "calendar", PathsPermissions.Read, 15)
        .Navigation(NavigationArea.Catalogue, "Nav.RunEvents", "paths/events/manage", "calendar", PathsPermissions.RunEvents, 95)
        .Navigation(NavigationArea.MyTeam, "Nav.Submissions", "paths/submissions", "evidence", PathsPermissions.Assess, 45)
        .Widget<SubmissionsWidget>(Slots.Home, PathsPermissions.Assess, 6)
        .Widget<AuthorWidget>(Slots.Home, PathsPermissions.Author, 7)
        .Navigation(NavigationArea.MyDevelopment, "Nav.MyPaths", "paths/learning-paths/mine", "path", PathsPermissions.TakeCourses, 25)
        .Navigation(NavigationArea.Catalogue, "Nav.Paths", "paths/learning-paths", "path", PathsPermissions.Read, 5)
        .Navigation(NavigationArea.Catalogue, "Nav.AuthorPaths", "paths/authoring/learning-paths", "edit", PathsPermissions.Author, 91)
        .Widget<MyPathsWidget>(Slots.Home, PathsPermissions.TakeCourses, 28)
        .Widget<NextStepsWidget>(Slots.Home, PathsPermissions.TakeCourses, 30);
}

internal static class PathsPermissions
{
    public const string Read = "Paths.Read";
    public const string TakeCourses = "Paths.TakeCourses";
    public const string Author = "Paths.Author";

    /// <summary>Judging practical tasks that wait on one by name: as the learner's manager or the course's author.</summary>
    public const string Assess = "Paths.Assess";

    /// <summary>Judging practical tasks of everybody but oneself.</summary>
    public const string AssessWidely = "Paths.AssessWidely";

    /// <summary>Assigning paths to people whose records one may open, and seeing how far those are.</summary>
    public const string Assign = "Paths.Assign";

    /// <summary>Assigning paths to units and job profiles.</summary>
    public const string AssignWidely = "Paths.AssignWidely";

    public const string RunEvents = "Paths.RunEvents";
}
