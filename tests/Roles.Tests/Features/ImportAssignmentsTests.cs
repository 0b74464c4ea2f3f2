using CompetencyModular.Roles.Domain;
using CompetencyModular.Roles.Features.ImportAssignments;
using CompetencyModular.Sdk.Imports;
using CompetencyModular.Sdk.People;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace CompetencyModular.Roles.Tests.Features;

public sealed class ImportAssignmentsTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private readonly TestDatabase database = new();
    private readonly NumberedPeople people = new();

    public void Dispose() => database.Dispose();

    [Fact]
    public async Task A_role_level_becomes_the_primary_profile_since_the_date_of_hire()
    {
        await WithProfilesAsync();

        var log = await ImportAsync(Samples.Folder("people"));

        log.Errors.ShouldBeEmpty();
        log.Counts["assignments"].ShouldBe(new ImportCount(3, 0, 0));
        await using var db = database.Open();
        var master = await db.Assignments.SingleAsync(a => a.PersonId == people.Of("B100"), Ct);
        (master.IsPrimary, master.From, master.Until).ShouldBe((true, new DateOnly(2012, 4, 1), null));
    }

    [Fact]
    public async Task Importing_again_changes_nothing()
    {
        await WithProfilesAsync();
        await ImportAsync(Samples.Folder("people"));
        database.Commands.Clear();

        (await ImportAsync(Samples.Folder("people"))).Counts["assignments"].ShouldBe(new ImportCount(0, 0, 3));

        database.Commands.ShouldAllBe(c => !c.Contains("INSERT") && !c.Contains("UPDATE"));
    }

    [Fact]
    public async Task Whoever_has_another_role_in_a_later_file_moves_on_and_keeps_the_history()
    {
        await WithProfilesAsync();
        await ImportAsync(Samples.Folder("people"));

        var log = await ImportAsync(Samples.Edited("people", "people.csv", "Apprentice baker", "Master baker"));

        log.Counts["assignments"].ShouldBe(new ImportCount(0, 1, 2));
        await using var db = database.Open();
        var both = await db.Assignments.Where(a => a.PersonId == people.Of("B101")).OrderBy(a => a.From).ToListAsync(Ct);
        both.Select(a => (a.From, a.Until)).ShouldBe([(new DateOnly(2025, 9, 1), new DateOnly(2026, 2, 28)), (new DateOnly(2026, 3, 1), null)]);
    }

    [Theory]
    [InlineData("Apprentice baker", "Apprentice butcher", "roleLevel", "UnknownProfile")]
    [InlineData("2025-09-01", "", "hireDate", "NoDate")]
    public async Task What_is_wrong_is_told_with_row_and_column(string from, string to, string column, string reason)
    {
        await WithProfilesAsync();

        var error = (await ImportAsync(Samples.Edited("people", "people.csv", from, to))).Errors.ShouldHaveSingleItem();

        (error.File, error.Row, error.Column, error.Reason).ShouldBe(("people.csv", 3, column, reason));
    }

    [Fact]
    public async Task Without_any_profiles_it_says_so_once() =>
        (await ImportAsync(Samples.Folder("people"))).Errors.ShouldHaveSingleItem().Reason.ShouldBe("NoProfiles");

    [Fact]
    public async Task The_same_name_on_several_tracks_is_told_apart_by_the_track()
    {
        await WithProfilesAsync();
        await database.SaveAsync(JobProfile.Create(Guid.NewGuid(), "Master baker", "Teaching", "Teacher", ""));

        (await ImportAsync(Samples.Folder("people"))).Errors.ShouldBeEmpty();
        (await ImportAsync(Samples.Edited("people", "people.csv", ",Baker,Master baker", ",,Master baker"))).Errors.ShouldHaveSingleItem().Reason.ShouldBe("AmbiguousProfile");
    }

    private Task WithProfilesAsync() => database.SaveAsync(
        JobProfile.Create(Guid.NewGuid(), "Master baker", "Bakery", "Baker", ""),
        JobProfile.Create(Guid.NewGuid(), "Apprentice baker", "Bakery", "Baker", ""),
        JobProfile.Create(Guid.NewGuid(), "Pastry cook", "Bakery", "Pastry cook", ""));

    private async Task<ImportLog> ImportAsync(ImportFiles files)
    {
        await using var db = database.Open();
        var log = new ImportLog();
        var step = await new ImportAssignments(db, people, new TestTenant(), new TestClock(Now), new CsvFiles(new KeyTexts<CsvFiles>()), new KeyTexts<ImportAssignments>()).ReadAsync(files, log, Ct);
        if (log.Errors.Count > 0) return log;
        await step.ApplyAsync(new ImportKeys(), log, Ct);
        await db.SaveChangesAsync(Ct);
        return log;
    }

    private sealed class NumberedPeople : IPeople
    {
        private readonly Dictionary<string, Guid> ids = [];

        public Guid Of(string number) => ids.TryGetValue(number, out var id) ? id : ids[number] = Guid.NewGuid();

        public Task<IReadOnlyDictionary<string, Guid>> ByPersonnelNumberAsync(IReadOnlyCollection<string> personnelNumbers, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyDictionary<string, Guid>>(personnelNumbers.Distinct().ToDictionary(n => n, Of));

        public Task<IReadOnlyDictionary<Guid, PersonCard>> CardsAsync(IReadOnlyCollection<Guid> personIds, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<PersonCard>> ReportsOfAsync(Guid managerId, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<PersonCard>> ManagersAboveAsync(Guid personId, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<PersonCard>> FindAsync(string? text, int take, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<UnitCard>> UnitsAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<Guid>> InUnitAsync(Guid unitId, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<Guid>> HoldersOfAsync(string permission, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
