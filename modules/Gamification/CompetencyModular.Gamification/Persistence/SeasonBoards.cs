using CompetencyModular.Gamification.Domain;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Gamification.Persistence;

/// <summary>Makes a season's board from the ledger, for everybody at once and without loading anybody.</summary>
internal sealed class SeasonBoards(GamificationDb db)
{
    public async Task MakeAsync(Season season, CancellationToken ct)
    {
        var (id, all, from, to) = (season.Id, Season.AllTime, season.StartsAt.UtcTicks, season.EndsAt.UtcTicks);
        await db.Standings.Where(s => s.SeasonId == id).ExecuteDeleteAsync(ct);
        await db.TeamShares.Where(s => s.SeasonId == id).ExecuteDeleteAsync(ct);

        // Who is shown how is known from the board of all time. Only names of our own stand in the SQL; values are parameters.
        var standings =
            $$"""
              INSERT INTO {{Table<Standing>()}} ("SeasonId", "PersonId", "Total", "ReachedAt", "Name", "SortName", "IsListed", "Version")
              SELECT {0}, l."PersonId", SUM(l."Points"), MAX(l."OccurredAt"), a."Name", a."SortName", a."IsListed", 0
              FROM {{Table<LedgerEntry>()}} l JOIN {{Table<Standing>()}} a ON a."SeasonId" = {1} AND a."PersonId" = l."PersonId"
              WHERE l."OccurredAt" >= {2} AND l."OccurredAt" < {3}
              GROUP BY l."PersonId", a."Name", a."SortName", a."IsListed"
              """;
        var shares =
            $$"""
              INSERT INTO {{Table<TeamShare>()}} ("SeasonId", "TeamId", "PersonId", "Points", "ReachedAt", "IsListed", "Version")
              SELECT {0}, l."TeamId", l."PersonId", SUM(l."Points"), MAX(l."OccurredAt"), a."IsListed", 0
              FROM {{Table<LedgerEntry>()}} l JOIN {{Table<Standing>()}} a ON a."SeasonId" = {1} AND a."PersonId" = l."PersonId"
              WHERE l."OccurredAt" >= {2} AND l."OccurredAt" < {3} AND l."TeamId" IS NOT NULL
              GROUP BY l."TeamId", l."PersonId", a."IsListed"
              """;
        await db.Database.ExecuteSqlRawAsync(standings, [id, all, from, to], ct);
        await db.Database.ExecuteSqlRawAsync(shares, [id, all, from, to], ct);
    }

    private string Table<T>()
    {
        var entity = db.Model.FindEntityType(typeof(T))!;
        return entity.GetSchema() is { } schema ? $"\"{schema}\".\"{entity.GetTableName()}\"" : $"\"{entity.GetTableName()}\"";
    }
}
