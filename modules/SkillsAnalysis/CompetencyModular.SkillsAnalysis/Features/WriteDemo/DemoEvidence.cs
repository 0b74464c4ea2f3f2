using System.Text.Json;
using System.Text.Json.Serialization;
using CompetencyModular.Roles.Contracts;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Demo;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Tenancy;
using CompetencyModular.SkillsAnalysis.Domain;
using CompetencyModular.SkillsAnalysis.Persistence;

namespace CompetencyModular.SkillsAnalysis.Features.WriteDemo;

/// <summary>What the demo's courses award, how its skills are judged, whose certificates are trusted, two years of evidence, and what was suspended and taken back of it.</summary>
internal sealed class DemoEvidence(SkillsDb db, ISkillLookup skills, IPeople people, ITenant tenant, TimeProvider time) : IDemoContent
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public int Order => 200;

    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        await using var stream = typeof(DemoEvidence).Assembly.GetManifestResourceStream("CompetencyModular.SkillsAnalysis.Demo.evidence.json")!;
        var content = (await JsonSerializer.DeserializeAsync<Content>(stream, Options, cancellationToken))!;
        var codes = content.Awards.Select(a => a.Skill).Concat(content.Evidence.Select(e => e.Skill)).Concat(content.SkillSettings.Select(s => s.Skill)).ToHashSet();
        var cards = await skills.SkillsAsync([.. codes.Select(c => DemoIds.Of("skill", c))], cancellationToken);
        var now = time.GetUtcNow();

        var bySkill = new Dictionary<Guid, Validity>();
        foreach (var said in content.SkillSettings)
        {
            var setting = new SkillSetting(DemoIds.Of("skill", said.Skill));
            setting.Change(said.Policy ?? SkillPolicy.Highest, said.FulfilledBy?.Aggregate(EvidenceKind.None, (all, kind) => all | kind) ?? EvidenceKinds.Accepted, said.Validity?.ToDomain(), said.PracticeTarget);
            if (setting.Validity is { } validity) bySkill[setting.SkillId] = validity;
            db.SkillSettings.Add(setting);
        }

        var validities = new ValidityRules(null, bySkill, new Dictionary<(Guid, Guid), Validity>());
        var rules = new Dictionary<(string? Course, string Skill), AwardRule>();
        foreach (var award in content.Awards)
        {
            var card = cards[DemoIds.Of("skill", award.Skill)];
            var rule = new AwardRule(ActivityOf(award), card.Id, card.ScaleVersion, award.Level, award.Validity?.ToDomain(), null, now);
            if (award.Course is not null) rules.Add((award.Course, award.Skill), rule);
            db.AwardRules.Add(rule);
        }

        foreach (var line in content.Issuers)
        {
            // Trusted for as long as the demo has a past.
            var issuer = new TrustedIssuer(line.Name, line.Name, now.AddYears(-3));
            db.TrustedIssuers.Add(issuer);
            db.CredentialMappings.AddRange(line.Certificates.Select(c => new CredentialMapping(
                issuer.Id, c.Title, DemoIds.Of("skill", c.Skill), cards[DemoIds.Of("skill", c.Skill)].ScaleVersion, c.Level, c.Months is { } months ? Validity.Months(months) : null)));
        }

        var persons = await people.CardsAsync([.. content.Evidence.Select(e => DemoIds.Of("person", e.Person)).Distinct()], cancellationToken);
        var written = new Dictionary<(string Person, string Skill, int DaysAgo), Evidence>();
        foreach (var line in content.Evidence)
        {
            var card = cards[DemoIds.Of("skill", line.Skill)];
            var rule = line.Source?.Course is { } course ? rules.GetValueOrDefault((course, line.Skill)) : null;
            // Recorded when it happened: the demo has a past that one can ask about.
            var at = now.AddDays(-line.DaysAgo);
            var said = new Said(DemoIds.Of("person", line.Person), card.Id, card.ScaleVersion, line.Level, line.Kind, at, at > now ? now : at)
            {
                // What it earned points for is found by it when it is taken back.
                Id = DemoIds.Of("evidence", $"{line.Person}/{line.Skill}/{line.DaysAgo}"),
                Source = line.Source?.Course is { } code ? Course(code) : null,
                SourceText = line.Source?.Text ?? "",
                RuleId = rule?.Id,
                OccurrenceKey = rule is null ? null : $"demo-{line.DaysAgo}",
                // What somebody must vouch for was vouched for by the line manager.
                IssuerId = line.Kind is EvidenceKind.Appraisal or EvidenceKind.Attestation or EvidenceKind.ApprovedSelf
                    ? persons.GetValueOrDefault(DemoIds.Of("person", line.Person))?.ManagerId : null,
                IssuerName = line.Issuer ?? "",
                Number = line.Number ?? "",
                Note = line.Note ?? "",
            };
            var validity = line.Kind is EvidenceKind.Self ? Validity.Unlimited
                : line.ValidMonths is { } months ? Validity.Months(months)
                : validities.For(card, line.Level, rule?.Validity);
            var evidence = Evidence.Of(said, validity, tenant.TimeZone);
            written[(line.Person, line.Skill, line.DaysAgo)] = evidence;
            db.Evidence.Add(evidence);
        }

        foreach (var step in content.Steps)
        {
            // Done by the line manager, and answered by the person.
            var (at, person) = (now.AddDays(-step.DaysAgo), persons[DemoIds.Of("person", step.Person)]);
            var row = step.EvidenceDaysAgo is { } days
                ? written[(step.Person, step.Skill, days)].Withdraw(person.ManagerId, step.Reason, at)
                : Evidence.Suspend(person.Id, DemoIds.Of("skill", step.Skill), at, tenant.EndOf(tenant.DateAt(at.AddDays(step.ForDays))), person.ManagerId!.Value, step.Reason, at);
            db.Evidence.AddRange(row, row.Answer(step.Answer, now.AddDays(-step.AnsweredDaysAgo)));
        }
    }

    private static ActivityRef Course(string code) => new("Paths", "course", DemoIds.Of("course", code));

    private static ActivityRef ActivityOf(AwardLine award) => award switch
    {
        { Objective: { } objective } => new("OJT", "objective", DemoIds.Of("objective", objective)),
        { Event: { } training } => new("Paths", "event", DemoIds.Of("event", training)),
        { Medium: { } medium } => new("Media", "medium", DemoIds.Of("medium", medium)),
        _ => Course(award.Course!),
    };

    private sealed record Content(IReadOnlyList<AwardLine> Awards, IReadOnlyList<SettingLine> SkillSettings, IReadOnlyList<IssuerLine> Issuers, IReadOnlyList<EvidenceLine> Evidence, IReadOnlyList<StepLine> Steps);

    private sealed record AwardLine(string? Course, string? Objective, string? Medium, string? Event, string Skill, int Level, ValidityLine? Validity);

    private sealed record SettingLine(string Skill, ValidityLine? Validity, SkillPolicy? Policy, IReadOnlyList<EvidenceKind>? FulfilledBy, int? PracticeTarget);

    private sealed record IssuerLine(string Name, IReadOnlyList<CertificateLine> Certificates);

    private sealed record CertificateLine(string Title, string Skill, int Level, int? Months);

    private sealed record EvidenceLine(string Person, string Skill, int Level, EvidenceKind Kind, int DaysAgo, int? ValidMonths, SourceLine? Source, string? Note, string? Issuer, string? Number);

    /// <summary>Evidence taken back, or without <paramref name="EvidenceDaysAgo"/> a skill suspended.</summary>
    private sealed record StepLine(string Person, string Skill, int? EvidenceDaysAgo, int DaysAgo, int ForDays, string Reason, string Answer, int AnsweredDaysAgo);

    private sealed record SourceLine(string? Course, string? Text);

    private sealed record ValidityLine(string Kind, int Months, int Month, int Day)
    {
        public Validity ToDomain() => Kind switch
        {
            "months" => Validity.Months(Months),
            "annual" => Validity.Annual(Month, Day),
            "superseded" => Validity.UntilSuperseded,
            _ => Validity.Unlimited,
        };
    }
}
