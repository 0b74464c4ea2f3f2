using CompetencyModular.Gamification;
using CompetencyModular.Gamification.Features.EarnAlong;
using CompetencyModular.Gamification.Features.EarnOnTheWay;
using CompetencyModular.Gamification.Features.MyRecognition;
using CompetencyModular.Gamification.Features.WhenPeopleMerged;
using CompetencyModular.Gamification.Persistence;
using CompetencyModular.Gamification.Wording;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Persistence;
using Mediator;
using Microsoft.Extensions.DependencyInjection;

[assembly: Module("Gamification", "recognition", Uses = ["Roles", "SkillsAnalysis"])]
[assembly: Feature(GamificationFeatures.Badges)]
[assembly: Feature(GamificationFeatures.Leaderboards)]
[assembly: Feature(GamificationFeatures.Challenges)]
[assembly: Permission(GamificationPermissions.See, Roles = [RoleNames.Learner])]
[assembly: Permission(GamificationPermissions.ManageRules, Roles = [RoleNames.HR, RoleNames.Administrator], Risk = Risk.Medium)]
[assembly: Permission(GamificationPermissions.EarnBadges, Feature = GamificationFeatures.Badges, Roles = [RoleNames.Learner])]
[assembly: Permission(GamificationPermissions.ManageBadges, Feature = GamificationFeatures.Badges, Roles = [RoleNames.HR, RoleNames.Administrator], Risk = Risk.Medium)]
[assembly: Permission(GamificationPermissions.CheckBadges, Feature = GamificationFeatures.Badges, OpenToAll = true)]
[assembly: Permission(GamificationPermissions.SeeBoards, Feature = GamificationFeatures.Leaderboards, Roles = [RoleNames.Learner])]
[assembly: Permission(GamificationPermissions.ManageBoards, Feature = GamificationFeatures.Leaderboards, Roles = [RoleNames.HR, RoleNames.Administrator], Risk = Risk.Medium)]
[assembly: Permission(GamificationPermissions.TakeChallenges, Feature = GamificationFeatures.Challenges, Roles = [RoleNames.Learner])]
[assembly: Permission(GamificationPermissions.ManageChallenges, Feature = GamificationFeatures.Challenges, Roles = [RoleNames.HR, RoleNames.Author, RoleNames.Administrator], Risk = Risk.Medium)]

namespace CompetencyModular.Gamification;

/// <summary>Points, levels, badges and boards, for whatever any module says that somebody did. Nothing here punishes (R1.4).</summary>
public sealed class GamificationModule : Module
{
    /// <inheritdoc/>
    public override void ConfigureServices(IServiceCollection services) => services
        .AddMediator((MediatorOptions options) =>
        {
            options.Namespace = "CompetencyModular.Gamification";
            options.ServiceLifetime = ServiceLifetime.Scoped;
            options.GenerateTypesAsInternal = true;
        })
        .AddUseCases<Mediator>()
        .AddPersonRecords<PersonRecords>()
        .AddModuleDb<GamificationDb, GamificationSqliteDb, GamificationPostgresDb>("recognition")
        .AddScoped<Scorekeeper>()
        .AddScoped<SeasonBoards>()
        .AddScoped<ChallengeKeeper>()
        .AddScoped<ChallengeProgress>()
        .AddScoped<WayPoints>()
        .AddScoped<RecognitionWords>();

    /// <inheritdoc/>
    public override void Contribute(Contributions to) => to
        .Navigation(NavigationArea.MyDevelopment, "Nav.MyRecognition", "recognition/me", "trophy", GamificationPermissions.See, 60)
        .Navigation(NavigationArea.MyDevelopment, "Nav.Challenges", "recognition/challenges", "compass", GamificationPermissions.TakeChallenges, 61)
        .Navigation(NavigationArea.Administration, "Nav.Rules", "recognition/rules", "star", GamificationPermissions.ManageRules, 60)
        .Widget<RecognitionWidget>(Slots.Home, GamificationPermissions.See, 60)
        .Widget<EarnAlongWidget>(Slots.ActivityAwards, GamificationPermissions.See, 60)
        .Widget<EarnOnTheWayWidget>(Slots.PathStep, GamificationPermissions.See);
}

internal static class GamificationFeatures
{
    public const string Badges = "Gamification.Badges";
    public const string Leaderboards = "Gamification.Leaderboards";
    public const string Challenges = "Gamification.Challenges";
}

internal static class GamificationPermissions
{
    public const string See = "Gamification.See";
    public const string ManageRules = "Gamification.ManageRules";
    public const string EarnBadges = "Gamification.EarnBadges";
    public const string ManageBadges = "Gamification.ManageBadges";
    public const string CheckBadges = "Gamification.CheckBadges";
    public const string SeeBoards = "Gamification.SeeBoards";
    public const string ManageBoards = "Gamification.ManageBoards";
    public const string TakeChallenges = "Gamification.TakeChallenges";
    public const string ManageChallenges = "Gamification.ManageChallenges";
}
