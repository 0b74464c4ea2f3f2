using System.Net;
using System.Text;
using CompetencyModular.Roles.Domain;
using CompetencyModular.Roles.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Rest;
using CompetencyModular.Sdk.Testing;
using CompetencyModular.SkillsAnalysis.Domain;
using CompetencyModular.SkillsAnalysis.Features.ImportMatrix;
using CompetencyModular.SkillsAnalysis.Features.ViewMatrix;

namespace CompetencyModular.SkillsAnalysis.Tests.Features;

public sealed class MatrixTests(SkillsHosts hosts) : IClassFixture<SkillsHosts>
{
    [Theory, EveryDatabase]
    public async Task R3_1_A_manager_sees_the_own_line_against_skills_and_HR_everybody(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (manager, report, other, skill) = await TeamAsync(world);
        await world.ShowAsync(report, skill, 3);
        await world.ShowAsync(other, skill, 1);
        await world.AssignAsync(report, await world.ProfileAsync(World.Needs(skill, 2)));
        var profile = await world.ProfileAsync(World.Needs(skill, 4));
        await world.AssignAsync(report, profile, primary: false);
        await world.AssignAsync(other, profile);

        var seen = (await world.Host.SendAsync(new ViewMatrix.Query(ProfileId: profile.Id), manager)).Value;
        var all = (await world.Host.SendAsync(new ViewMatrix.Query(ProfileId: profile.Id), await world.Host.CreatePersonAsync("Hanna Human", RoleNames.HR))).Value;

        seen.People.Items.Select(p => (p.Name, p.Levels.Single())).ShouldBe([("Rolf Report", 3)]);
        (seen.Skills.Items.Single().Id, seen.Skills.Items.Single().Required).ShouldBe((skill.Id, 4));
        all.People.Items.Select(p => (p.Name, p.Levels.Single())).ShouldBe([("Otto Other", 1), ("Rolf Report", 3)], ignoreOrder: true);
        var page = await (await world.Host.SignInAsync(manager)).GetPageAsync($"skills/matrix?profile={profile.Id}");
        page.QuerySelector($"a[href='skills/people/{report.PersonId}/{skill.Id}']")!.TextContent.Trim().ShouldBe("3/4");
        (await (await world.Host.SignInAsAsync(RoleNames.Learner)).GetAsync("skills/matrix")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory, EveryDatabase]
    public async Task Skills_are_narrowed_by_a_branch_with_all_below_it_and_paged_and_the_file_has_all_of_them(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (manager, report, _, _) = await TeamAsync(world);
        var (upper, lower) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await world.Host.SaveAsync<RolesDb>(SkillCategory.Create(upper, $"A {upper}", null));
        await world.Host.SaveAsync<RolesDb>(SkillCategory.Create(lower, $"B {lower}", upper));
        var skills = await world.SkillsAsync(101, lower);
        await world.ShowAsync(report, skills[100], 3);

        var first = (await world.Host.SendAsync(new ViewMatrix.Query(BranchId: upper), manager)).Value;
        var second = (await world.Host.SendAsync(new ViewMatrix.Query(BranchId: upper, Skills: 2), manager)).Value;
        var file = await (await world.Host.SignInAsync(manager)).GetStringAsync($"skills/matrix.csv?BranchId={upper}");
        var page = await (await world.Host.SignInAsync(manager)).GetPageAsync($"skills/matrix?branch={upper}&skills=2");

        (first.Skills.Total, first.Skills.Items.Count).ShouldBe((101, 100));
        second.Skills.Items.ShouldHaveSingleItem().Id.ShouldBe(skills[100].Id);
        second.People.Items.Single(p => p.Id == report.PersonId).Levels.ShouldBe([3]);
        file.Split('\n')[0].Split(',').Length.ShouldBe(104);
        page.QuerySelector($"a[href='skills/people/{report.PersonId}/{skills[100].Id}']")!.TextContent.Trim().ShouldBe("3");
        (await world.Host.SendAsync(new ViewMatrix.Query(BranchId: Guid.NewGuid()), manager)).Value.Skills.Items.ShouldBeEmpty();
    }

    [Theory, EveryDatabase]
    public async Task An_exported_matrix_comes_back_unchanged_and_what_a_spreadsheet_would_compute_is_text(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (manager, _, _, _) = await TeamAsync(world);
        var report = await world.Host.CreatePersonAsync("=1+1 Evil", manager, RoleNames.Learner);
        var skill = await world.SkillAsync("=HYPERLINK(1)");
        var profile = await world.ProfileAsync(World.Needs(skill, 2));
        await world.AssignAsync(report, profile);
        await world.ShowAsync(report, skill, 3);

        var file = await (await world.Host.SignInAsync(manager)).GetByteArrayAsync($"skills/matrix.csv?ProfileId={profile.Id}");

        var text = Encoding.UTF8.GetString(file);
        text.ShouldContain($"'{skill.Name}");
        text.ShouldContain("'=1+1 Evil");
        text.ShouldNotContain(",=");
        await ShouldComeBackAsync("matrix.csv", file);
        await ShouldComeBackAsync("matrix.xlsx", await (await world.Host.SignInAsync(manager)).GetByteArrayAsync($"skills/matrix.xlsx?ProfileId={profile.Id}"));

        async Task ShouldComeBackAsync(string name, byte[] content)
        {
            var looked = (await world.Host.SendAsync(new ImportMatrix.Query(name, content), manager)).Value;
            (looked.Errors.Count, looked.Notes.Count, looked.Rows.Count, looked.Unchanged).ShouldBe((0, 0, 0, 1));
        }
    }

    [Theory, EveryDatabase]
    public async Task A_filled_in_matrix_is_shown_first_and_then_records_exactly_that(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (manager, report, _, skill) = await TeamAsync(world);
        var higher = await world.SkillAsync("Milling");
        await world.ShowAsync(report, higher, 4);
        var client = await world.Host.SignInAsync(manager);
        var csv = $"id,name,{skill.Name},{higher.Name}\r\n{report.PersonId},Rolf,skilled,2\r\n";

        var page = await (await client.SubmitFilesAsync("skills/matrix/import", "Upload.File", [("matrix.csv", Encoding.UTF8.GetBytes(csv))])).ReadPageAsync();
        var looked = (await world.Host.SendAsync(new ImportMatrix.Query("matrix.csv", Encoding.UTF8.GetBytes(csv)), manager)).Value;

        page.QuerySelector("main")!.TextContent.ShouldContain("None → Skilled");
        page.QuerySelector("input[name='Record.Cells']")!.GetAttribute("value").ShouldBe(looked.Cells);
        looked.Notes.ShouldHaveSingleItem().Reason.ShouldContain("has shown “Expert”");
        (await world.RowsAsync(report)).Count.ShouldBe(1, "a look changes nothing");

        (await world.Host.SendAsync(new ImportMatrix.Command(looked.Cells, looked.Announced), manager)).Value.ShouldBe(1);

        (await world.LevelAsync(report, skill), await world.LevelAsync(report, higher)).ShouldBe((3, 4));
        var row = (await world.RowsAsync(report)).Single(r => r.SkillId == skill.Id);
        (row.Kind, row.IssuerId).ShouldBe((EvidenceKind.Import, manager.PersonId));
        (await world.Host.SendAsync(new ImportMatrix.Command(looked.Cells, looked.Announced), manager)).Error!.Code.ShouldBe("skills.not-as-announced");
        (await world.RowsAsync(report)).Count.ShouldBe(2);
    }

    [Theory, EveryDatabase]
    public async Task A_workbook_is_read_like_a_file_of_text(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (manager, report, _, skill) = await TeamAsync(world);
        var workbook = XlsxDownload.Of("m.xlsx", "Matrix", ["id", "name", skill.Name], [[report.PersonId.ToString(), "Rolf", 3]]).Content;
        var wrong = XlsxDownload.Of("m.xlsx", "Matrix", ["id", "name", skill.Name], [[report.PersonId.ToString(), "Rolf", 2.5]]).Content;

        var looked = (await world.Host.SendAsync(new ImportMatrix.Query("m.xlsx", workbook), manager)).Value;

        looked.Rows.Select(r => (r.PersonId, r.SkillId, r.After)).ShouldBe([(report.PersonId, skill.Id, "Skilled")]);
        (await world.Host.SendAsync(new ImportMatrix.Query("m.xlsx", wrong), manager)).Value.Errors.Select(e => (e.Row, e.Column)).ShouldBe([(2, skill.Name)]);
        (await world.Host.SendAsync(new ImportMatrix.Query("m.xlsx", [(byte)'P', (byte)'K', 3, 4, 9]), manager)).Value.Errors.Count.ShouldBe(1);
    }

    [Theory, EveryDatabase]
    public async Task One_error_anywhere_refuses_the_whole_file_with_row_and_column(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (manager, report, other, skill) = await TeamAsync(world);

        (await ErrorsAsync($"id,{skill.Name}\n{report.PersonId},2\n{other.PersonId},2\n")).ShouldBe([(3, "id")], "somebody outside the line is not there");
        (await ErrorsAsync($"id,{skill.Name}\n{report.PersonId},2\n{report.PersonId},3\n")).ShouldBe([(3, "id")]);
        (await ErrorsAsync($"id,{skill.Name}\n{report.PersonId},9\n")).ShouldBe([(2, skill.Name)]);
        (await ErrorsAsync($"id,{skill.Name}\n{report.PersonId},brilliant\n")).ShouldBe([(2, skill.Name)]);
        (await ErrorsAsync($"id,{skill.Name}\n{manager.PersonId},2\n")).ShouldBe([(2, skill.Name)], "nobody records their own levels");
        (await ErrorsAsync($"id,No such skill\n{report.PersonId},2\n")).ShouldBe([(1, "No such skill")]);
        (await ErrorsAsync($"who,{skill.Name}\nRolf,2\n")).ShouldBe([(1, "id")]);
        (await ErrorsAsync($"id,{skill.Name}\n")).ShouldBe([(0, "")]);
        (await ErrorsAsync("")).ShouldBe([(0, "")]);
        (await world.RowsAsync(report)).ShouldBeEmpty();

        async Task<IEnumerable<(int, string)>> ErrorsAsync(string csv)
        {
            var looked = (await world.Host.SendAsync(new ImportMatrix.Query("matrix.csv", Encoding.UTF8.GetBytes(csv)), manager)).Value;
            looked.Rows.ShouldBeEmpty();
            return looked.Errors.Select(e => (e.Row, e.Column));
        }
    }

    [Theory, EveryDatabase]
    public async Task What_is_posted_by_hand_reaches_nobody_outside_the_line_nor_oneself(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (manager, report, other, skill) = await TeamAsync(world);
        var looked = (await world.Host.SendAsync(new ImportMatrix.Query("m.csv", Encoding.UTF8.GetBytes($"id,{skill.Name}\n{report.PersonId},2\n")), manager)).Value;

        (await SendAsync(looked.Cells.Replace($"{report.PersonId:N}", $"{other.PersonId:N}", StringComparison.Ordinal))).Error!.Kind.ShouldBe(ErrorKind.NotFound);
        (await SendAsync(looked.Cells.Replace($"{report.PersonId:N}", $"{manager.PersonId:N}", StringComparison.Ordinal))).Error!.Code.ShouldBe("skills.not-oneself");
        (await SendAsync(looked.Cells[..^1] + "4")).Error!.Code.ShouldBe("skills.not-as-announced");
        (await SendAsync("nonsense")).Error!.Code.ShouldBe("skills.not-as-announced");
        (await SendAsync("")).Error!.Code.ShouldBe("skills.not-as-announced");
        (await world.RowsAsync(report)).ShouldBeEmpty();

        Task<Result<int>> SendAsync(string cells) => world.Host.SendAsync(new ImportMatrix.Command(cells, looked.Announced), manager);
    }

    [Theory, EveryDatabase]
    public async Task F1_An_import_that_does_not_count_for_a_skill_is_not_recorded(Database database)
    {
        var world = await World.OnAsync(await hosts.OnAsync(database));
        var (manager, report, _, skill) = await TeamAsync(world);
        var setting = new SkillSetting(skill.Id);
        setting.Change(SkillPolicy.Highest, EvidenceKind.Credential, null, null);
        await world.SaveAsync(setting);

        var looked = (await world.Host.SendAsync(new ImportMatrix.Query("m.csv", Encoding.UTF8.GetBytes($"id;{skill.Name}\n{report.PersonId};2\n")), manager)).Value;

        (looked.Errors.Count, looked.Rows.Count, looked.Notes.Count).ShouldBe((0, 0, 1));
    }

    private static async Task<(Actor Manager, Actor Report, Actor Other, Roles.Domain.Skill Skill)> TeamAsync(World world)
    {
        var manager = await world.PersonAsync("Mara Manager", RoleNames.Learner, RoleNames.Manager);
        return (manager, await world.Host.CreatePersonAsync("Rolf Report", manager, RoleNames.Learner), await world.PersonAsync("Otto Other"), await world.SkillAsync("Welding"));
    }
}
