using CompetencyModular.Roles.Contracts;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Notices;
using CompetencyModular.Sdk.Rest;
using CompetencyModular.Sdk.Tenancy;
using CompetencyModular.SkillsAnalysis.Domain;
using CompetencyModular.SkillsAnalysis.Lookups;
using CompetencyModular.SkillsAnalysis.Persistence;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.SkillsAnalysis.Features.RequireRepeat;

/// <summary>
/// A new version of an activity must be repeated: what was awarded by it so far is superseded from a day on (E5). The completions stay, and what counted until
/// then (N3); whoever completes it anew is awarded anew.
/// </summary>
internal static class RequireRepeat
{
    [Requires(SkillsPermissions.ManageAwards)]
    internal sealed record Query(ActivityRef Activity) : IRead<Response>;

    /// <param name="People">How many people have evidence from it that counts.</param>
    internal sealed record Response(ActivityLink Activity, int People, DateOnly Today);

    [Requires(SkillsPermissions.ManageAwards)]
    internal sealed record Command(string Module, string Kind, Guid ActivityId, [FromBody] Content Repeat) : IWrite<int>
    {
        internal ActivityRef Activity => new(Module, Kind, ActivityId);
    }

    internal sealed record Content
    {
        /// <summary>The first day on which what was awarded so far counts no longer; now without it.</summary>
        public DateOnly? Day { get; set; }

        /// <summary>What is new; all whom it concerns read it.</summary>
        public string? Reason { get; set; }
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Repeat.Reason).NotEmpty().MaximumLength(2000).OverridePropertyName(nameof(Content.Reason));
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) => api.Post<Command, int>(
            "awards/{module}/{kind}/{activityId:guid}/repeat", "Says that an activity must be repeated: what it awarded so far is superseded; answers how many pieces of evidence that were.");
    }

    internal sealed class QueryHandler(SkillsDb db, LedgerReader ledger, ISkillLookup skills, IActivityCatalog activities, ITenant tenant, TimeProvider time) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            if (!(await activities.DescribeAsync([query.Activity], cancellationToken)).TryGetValue(query.Activity, out var link)) return Error.NotFound();
            var now = time.GetUtcNow();
            var rows = await db.CountingAsync(query.Activity, now, ledger, skills, cancellationToken);
            return new Response(link, rows.Select(r => r.Row.PersonId).Distinct().Count(), tenant.DateAt(now));
        }
    }

    internal sealed class CommandHandler(SkillsDb db, LedgerReader ledger, ISkillLookup skills, IActivityCatalog activities, ITenant tenant, IEvents events, TimeProvider time, IStringLocalizer<RequireRepeatPage> texts)
        : IWriteHandler<Command, int>
    {
        public async ValueTask<Result<int>> Handle(Command command, CancellationToken cancellationToken)
        {
            if (!(await activities.DescribeAsync([command.Activity], cancellationToken)).TryGetValue(command.Activity, out var link)) return Error.NotFound();
            var (now, reason) = (time.GetUtcNow(), command.Repeat.Reason!.Trim());
            var today = tenant.DateAt(now);
            if (command.Repeat.Day < today) return SkillsErrors.At(nameof(Content.Day), texts["Past"]);
            var from = command.Repeat.Day is { } day && day > today ? tenant.StartOf(day) : now;

            var rows = await db.CountingAsync(command.Activity, from, ledger, skills, cancellationToken);
            db.Evidence.AddRange(rows.Select(r => r.Row.Supersede(from, reason, now)));
            foreach (var (row, skill) in rows.DistinctBy(r => (r.Row.PersonId, r.Skill.Id)))
            {
                events.Notify<SkillsAnalysisModule>(
                    row.PersonId, $"evidence/{row.Id}", new NewNotice(NoticeKind.Expires, "Notice.MustRepeat", $"skills/me/{skill.Id}#next", link.Title, skill.Name, NewNotice.Day(tenant.DateAt(from))));
            }

            return rows.Count;
        }
    }

    /// <summary>The evidence from an activity that counts at an instant, and came before it.</summary>
    private static async Task<IReadOnlyList<(Evidence Row, SkillCard Skill)>> CountingAsync(
        this SkillsDb db, ActivityRef activity, DateTimeOffset at, LedgerReader ledger, ISkillLookup skills, CancellationToken cancellationToken)
    {
        // All rows of whoever has some from it, as others may take them back.
        var rows = await db.Evidence.AsNoTracking()
            .Where(e => db.Evidence.Any(s => s.Source == activity && s.PersonId == e.PersonId && s.SkillId == e.SkillId)).ToListAsync(cancellationToken);
        var cards = await skills.SkillsAsync(rows.Select(r => r.SkillId).ToHashSet(), cancellationToken);
        var rules = await ledger.RulesAsync(cancellationToken);
        return [.. from rowsOfOne in rows.GroupBy(r => (r.PersonId, r.SkillId))
                   where cards.ContainsKey(rowsOfOne.Key.SkillId)
                   let card = cards[rowsOfOne.Key.SkillId]
                   let record = new SkillRecord([.. rowsOfOne], rules.GetValueOrDefault(card.Id, SkillRule.Default), card)
                   from row in rowsOfOne
                   where row.Source == activity && record.Find(row.Id) is { } span && span.From < at && at < span.Until
                   select (row, card)];
    }
}
