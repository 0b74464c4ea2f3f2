using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CompetencyModular.Roles.Contracts;
using CompetencyModular.Sdk.Imports;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Tenancy;
using CompetencyModular.SkillsAnalysis.Domain;
using CompetencyModular.SkillsAnalysis.Persistence;
using CompetencyModular.SkillsAnalysis.Specifications;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.SkillsAnalysis.Features.ImportEvidence;

/// <summary>Reads assessments into the ledger, one row each. Importing the same rows again adds nothing.</summary>
internal sealed class EvidenceImporter(
    SkillsDb db, CsvFiles csv, IPeople people, ISkillLookup skills, ITenant tenant, TimeProvider time, IStringLocalizer<EvidenceImporter> texts) : IImporter
{
    private const string FileName = "skill-assessments.csv";

    public string Kind => "evidence";

    public int Order => 200;

    public async Task<IImportStep> ReadAsync(ImportFiles files, ImportLog log, CancellationToken cancellationToken)
    {
        var rows = csv.Read(files, FileName, ["employeeNumber", "skill", "assessedLevel", "source", "assessedOn"], log) ?? [];
        var persons = await people.ByPersonnelNumberAsync(rows.Select(r => r["employeeNumber"]).ToHashSet(StringComparer.Ordinal), cancellationToken);
        var ids = await skills.ByNameAsync(rows.Select(r => r["skill"]).ToHashSet(StringComparer.Ordinal), cancellationToken);
        var cards = await skills.SkillsAsync(ids.Values.ToHashSet(), cancellationToken);
        var validities = await db.ValidityRulesAsync([.. cards.Keys], cancellationToken);

        var (now, today, seen, read) = (time.GetUtcNow(), tenant.DateAt(time.GetUtcNow()), new Dictionary<string, int>(StringComparer.Ordinal), new List<Evidence>(rows.Count));
        foreach (var row in rows)
        {
            var sound = true;
            if (!persons.TryGetValue(row["employeeNumber"], out var person)) Refuse("employeeNumber", "Person");
            if (!ids.TryGetValue(row["skill"], out var skillId) || !cards.TryGetValue(skillId, out var card))
            {
                card = null;
                Refuse("skill", "Skill");
            }

            if (!int.TryParse(row["assessedLevel"], NumberStyles.None, CultureInfo.InvariantCulture, out var level)) Refuse("assessedLevel", "Level");
            else if (card is not null && level >= card.Levels.Count) Refuse("assessedLevel", "LevelTooHigh", card.Levels.Count - 1);
            if (KindOf(row["source"]) is not { } kind) (kind, _) = (EvidenceKind.None, Refuse("source", "Source"));
            if (!DateOnly.TryParseExact(row["assessedOn"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) Refuse("assessedOn", "Day");
            else if (day > today) log.Warn(row.File, row.Line, "assessedOn", texts["Future", row["assessedOn"]]);
            if (!sound) continue;

            var at = tenant.StartOf(day);
            var said = new Said(person, skillId, card!.ScaleVersion, level, kind, at, now)
            {
                Note = row["evidence"],
                SourceText = texts["Imported"],
                RowHash = HashOf(row, seen),
            };
            read.Add(Evidence.Of(said, kind is EvidenceKind.Self ? Validity.Unlimited : validities.For(card, level), tenant.TimeZone));

            bool Refuse(string column, string text, object? more = null)
            {
                log.Error(row.File, row.Line, column, texts[text, row[column], more ?? ""]);
                return sound = false;
            }
        }

        return new Step(db, read);
    }

    private static EvidenceKind? KindOf(string source) => source switch
    {
        "course" => EvidenceKind.Completion,
        "on-the-job" => EvidenceKind.Attestation,
        "manager" => EvidenceKind.Appraisal,
        "measurement" => EvidenceKind.Measurement,
        "certificate" => EvidenceKind.Credential,
        "self" => EvidenceKind.Self,
        _ => null,
    };

    /// <summary>What the row says, and which of several equal rows it is: two equal rows are two rows of the ledger.</summary>
    private static string HashOf(ImportRow row, Dictionary<string, int> seen)
    {
        var content = string.Join('\u001f', row["employeeNumber"], row["skill"], row["assessedLevel"], row["source"], row["assessedOn"], row["evidence"]);
        seen[content] = seen.GetValueOrDefault(content) + 1;
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{content}\u001f{seen[content]}"))));
    }

    private sealed class Step(SkillsDb db, List<Evidence> read) : IImportStep
    {
        public async Task ApplyAsync(ImportKeys keys, ImportLog log, CancellationToken cancellationToken)
        {
            var hashes = read.Select(e => e.RowHash).ToArray();
            var known = (await db.Evidence.Where(e => hashes.Contains(e.RowHash)).Select(e => e.RowHash).ToListAsync(cancellationToken)).ToHashSet();
            var added = read.Where(e => !known.Contains(e.RowHash)).ToList();
            db.Evidence.AddRange(added);
            log.Count("evidence", added: added.Count, unchanged: read.Count - added.Count);
        }
    }
}
