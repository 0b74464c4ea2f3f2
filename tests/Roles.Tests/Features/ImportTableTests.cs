using System.Net;
using System.Text;
using CompetencyModular.Roles.Domain;
using CompetencyModular.Roles.Features.ImportTable;
using CompetencyModular.Roles.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Rest;
using CompetencyModular.Sdk.Testing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Roles.Tests.Features;

public sealed class ImportTableTests(RolesHosts hosts) : IClassFixture<RolesHosts>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, EveryDatabase]
    public async Task R2_1_Skills_categories_a_scale_and_profiles_come_from_an_own_workbook_after_a_look(Database database)
    {
        var host = await hosts.OnAsync(database);
        var client = await host.SignInAsAsync(RoleNames.HR);
        var (bread, oven, baker, scale, craft) = (Given.Named("Bread"), Given.Named("Oven"), Given.Named("Baker"), Given.Named("Craft scale"), Given.Named("Craft"));
        var path = await UploadAsync(client, XlsxDownload.Of("own.xlsx", "Skills", ["Kompetenz", "Kategorie", "Beschreibung", "Sollstufe", "Rolle"],
        [
            [bread, craft, "Bakes bread", "Can do", baker],
            [oven, craft, "", "Expert", baker],
            [oven, "", "Runs the oven", "Can do", ""],
        ]).Content);

        var page = await client.GetPageAsync(path);
        Chosen(page, "Map.Skill").ShouldBe("Kompetenz");
        Chosen(page, "Map.Category").ShouldBe("Kategorie");
        Chosen(page, "Map.Description").ShouldBe("Beschreibung");
        Chosen(page, "Map.Level").ShouldBe("Sollstufe");
        Chosen(page, "Map.Profile").ShouldBe("Rolle");
        Chosen(page, "Map.Scale").ShouldBe("new");
        page.QuerySelector("textarea[name='Map.NewLevels']")!.TextContent.Trim().ShouldBe("Can do\nExpert");

        var looked = await (await client.SubmitAsync(path, ("Map.NewScaleName", scale))).ReadPageAsync();
        looked.QuerySelector("main")!.TextContent.ShouldContain("2 added, 0 changed, 0 unchanged");
        (await SkillsAsync(host, bread)).ShouldBeEmpty("a look changes nothing");

        var applied = await ApplyAsync(client, path, looked);
        applied.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var skill = (await SkillsAsync(host, oven)).ShouldHaveSingleItem();
        skill.Description.ShouldBe("Runs the oven");
        await host.UseAsync<RolesDb, int>(async db =>
        {
            (await db.Categories.SingleAsync(c => c.Id == skill.CategoryId, Ct)).Name.ShouldBe(craft);
            var made = await db.Scales.SingleAsync(s => s.Id == skill.ScaleId, Ct);
            (made.Name, string.Join(", ", made.Levels.Select(l => l.Name))).ShouldBe((scale, "None, Can do, Expert"));
            var profile = await db.Profiles.Include(p => p.Versions).ThenInclude(v => v.Requirements).SingleAsync(p => p.Name == baker, Ct);
            profile.Latest!.Requirements.Select(r => r.Ordinal).Order().ShouldBe([1, 2]);
            return 0;
        });
        (await client.GetAsync(path, Ct)).StatusCode.ShouldBe(HttpStatusCode.NotFound, "what was imported is not kept");
    }

    [Theory, EveryDatabase]
    public async Task Importing_the_same_again_says_that_there_is_nothing_to_do(Database database)
    {
        var host = await hosts.OnAsync(database);
        var scale = await new Given(host).ScaleAsync();
        var (name, baker) = (Given.Named("Bread"), Given.Named("Baker"));
        var table = $"Skill;Level;Role;What\n{name};Basic;{baker};Bakes\n";
        var first = await LookAsync(host, table, m => m.Scale = scale.Id.ToString());
        (await host.SendAsync(new ImportTable.Command(first.File, first.Table!, first.Mapping, first.Report!.Stamp), Given.HR)).IsSuccess.ShouldBeTrue();

        var again = await LookAsync(host, table, m => m.Scale = scale.Id.ToString());

        again.Report!.EffectCount.ShouldBe(0);
        again.Report.Counts.Values.ShouldAllBe(c => c.Added == 0 && c.Changed == 0);
        again.Report.Counts["requirements"].Unchanged.ShouldBe(1);
    }

    [Theory, EveryDatabase]
    public async Task What_is_wrong_is_told_with_row_and_column_and_nothing_is_written(Database database)
    {
        var host = await hosts.OnAsync(database);
        var scale = await new Given(host).ScaleAsync();
        var retired = await new Given(host).SkillAsync(scale);
        await host.UseAsync<RolesDb, int>(async db =>
        {
            (await db.Skills.SingleAsync(s => s.Id == retired.Id, Ct)).Retire(host.Clock.GetUtcNow());
            return await db.SaveChangesAsync(Ct);
        });
        var name = Given.Named("Bread");
        var look = await LookAsync(host, $"""
            Skill;Level;Role;Description
            {name};Guru;Baker;Bakes
            ;Basic;Baker;
            {name};;Baker;
            {name};None;Baker;
            {name};Basic;Baker;Bakes more
            {name};Expert;Baker;
            {retired.Name};Basic;;
            """, m => m.Scale = scale.Id.ToString());

        look.Report!.Errors.Select(e => (e.Row, e.Column)).ShouldBe([(2, "Level"), (3, "Skill"), (4, "Level"), (5, "Level"), (6, "Description"), (7, "Level"), (8, "Skill")]);
        look.Report.Errors[0].Reason.ShouldContain("None, Basic, Advanced, Expert");
        (await host.SendAsync(new ImportTable.Command(look.File, look.Table!, look.Mapping, look.Report.Stamp), Given.HR)).Error!.Code.ShouldBe("roles.not-as-announced");
        (await SkillsAsync(host, name)).ShouldBeEmpty();
    }

    [Theory, EveryDatabase]
    public async Task Only_what_was_announced_is_done(Database database)
    {
        var host = await hosts.OnAsync(database);
        var scale = await new Given(host).ScaleAsync();
        var (name, other) = (Given.Named("Bread"), Given.Named("Oven"));
        var look = await LookAsync(host, $"Skill\n{name}\n{other}\n", m => m.Scale = scale.Id.ToString());
        await new Given(host).SkillAsync(scale, name);

        var applied = await host.SendAsync(new ImportTable.Command(look.File, look.Table!, look.Mapping, look.Report!.Stamp), Given.HR);

        applied.Error!.Code.ShouldBe("roles.not-as-announced");
        (await SkillsAsync(host, other)).ShouldBeEmpty("nothing of it is done");
    }

    [Theory, EveryDatabase]
    public async Task L2_A_skill_that_is_there_stays_on_its_scale_and_keeps_what_the_table_does_not_say(Database database)
    {
        var host = await hosts.OnAsync(database);
        var given = new Given(host);
        var (own, usual) = (await given.ScaleAsync("None", "Red", "Green"), await given.ScaleAsync());
        var skill = await given.SkillAsync(own, category: (await given.CategoryAsync()).Id);
        var look = await LookAsync(host, $"Skill,Level,Level description\n{skill.Name},2,Knows green\n", m => m.Scale = usual.Id.ToString());

        (await host.SendAsync(new ImportTable.Command(look.File, look.Table!, look.Mapping, look.Report!.Stamp), Given.HR)).IsSuccess.ShouldBeTrue();

        var changed = (await SkillsAsync(host, skill.Name)).ShouldHaveSingleItem();
        (changed.ScaleId, changed.CategoryId).ShouldBe((own.Id, skill.CategoryId));
        changed.LevelTexts.ShouldBe(new Dictionary<Guid, string> { [own.Levels[2].Id] = "Knows green" });
        var wrong = await LookAsync(host, $"Skill,Scale\n{skill.Name},{usual.Name}\n", m => m.Scale = usual.Id.ToString());
        wrong.Report!.Errors.ShouldHaveSingleItem().Column.ShouldBe("Scale");
    }

    [Theory, EveryDatabase]
    public async Task A_mapping_that_cannot_be_is_refused_at_its_fields(Database database)
    {
        var host = await hosts.OnAsync(database);
        var scale = await new Given(host).ScaleAsync();

        (await RefusedAsync(m => m.Skill = "")).ShouldContain("Skill");
        (await RefusedAsync(m => m.Description = m.Skill)).ShouldContain("Description");
        (await RefusedAsync(m => m.Category = "No such column")).ShouldContain("Category");
        (await RefusedAsync(m => m.Level = null)).ShouldContain("Level");
        (await RefusedAsync(m => m.Scale = Guid.NewGuid().ToString())).ShouldContain("Scale");
        (await RefusedAsync(m => (m.Scale, m.NewScaleName, m.NewLevels) = ("new", scale.Name, " \n "))).ShouldBe(["NewScaleName", "NewLevels"]);
        (await RefusedAsync(m => (m.Scale, m.NewScaleName, m.NewLevels) = ("new", "Own", "Good\ngood"))).ShouldBe(["NewLevels"]);

        async Task<IEnumerable<string>> RefusedAsync(Action<Mapping> change)
        {
            var look = await LookAsync(host, "Skill;Level;Role\nBread;Basic;Baker\n", m =>
            {
                m.Scale = scale.Id.ToString();
                change(m);
            });
            look.Report.ShouldBeNull();
            return look.Refused!.Fields!.Keys;
        }
    }

    [Theory, EveryDatabase]
    public async Task A_file_that_is_no_table_says_what_to_do_and_only_those_who_define_skills_come_here(Database database)
    {
        var host = await hosts.OnAsync(database);
        var client = await host.SignInAsAsync(RoleNames.HR);

        var broken = await client.GetPageAsync(await UploadAsync(client, [(byte)'P', (byte)'K', 1, 2, 3]));
        broken.QuerySelector("main")!.TextContent.ShouldContain("damaged");
        broken.QuerySelector("[name='Map.Commit']").ShouldBeNull();

        (await client.GetAsync($"/roles/import/{Guid.NewGuid()}", Ct)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var nothing = await (await client.SubmitFilesAsync("/roles/import", "Upload.File", [("own.csv", [])])).ReadPageAsync();
        nothing.QuerySelector("[data-error-summary]").ShouldNotBeNull();
        (await (await host.SignInAsAsync(RoleNames.Administrator)).GetPageAsync("/admin/import")).QuerySelector("a[href='roles/import']").ShouldNotBeNull();
        (await client.GetPageAsync("/roles/skills")).QuerySelector("a[href='roles/import']").ShouldNotBeNull();
        var learner = await host.SignInAsAsync(RoleNames.Learner);
        (await learner.GetAsync("/roles/import", Ct)).StatusCode.ShouldNotBe(HttpStatusCode.OK);
        (await learner.GetPageAsync("/roles/skills")).QuerySelector("a[href='roles/import']").ShouldBeNull();
    }

    private static async Task<ImportTable.Response> LookAsync(TestHost host, string csv, Action<Mapping> change)
    {
        var client = await host.SignInAsAsync(RoleNames.HR);
        var id = Guid.Parse((await UploadAsync(client, Encoding.UTF8.GetBytes(csv), "own.csv"))[^36..]);
        var mapping = (await host.SendAsync(new ImportTable.Look(id, null), Given.HR)).Value.Mapping;
        change(mapping);
        return (await host.SendAsync(new ImportTable.Look(id, mapping), Given.HR)).Value;
    }

    private static async Task<string> UploadAsync(HttpClient client, byte[] content, string name = "own.xlsx")
    {
        var answer = await client.SubmitFilesAsync("/roles/import", "Upload.File", [(name, content)]);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return answer.Headers.Location!.ToString();
    }

    /// <summary>Posts the form of a page that was answered to a post, as a person does who presses its button.</summary>
    private static async Task<HttpResponseMessage> ApplyAsync(HttpClient client, string path, AngleSharp.Html.Dom.IHtmlDocument looked)
    {
        var form = looked.Forms.Single(f => f.QuerySelector("[name='Map.Commit']") is not null);
        var fields = form.QuerySelectorAll("input[type=hidden],input[type=text],textarea,select").OfType<AngleSharp.Html.Dom.IHtmlElement>().Select(e => KeyValuePair.Create(e.GetAttribute("name")!, e switch
        {
            AngleSharp.Html.Dom.IHtmlSelectElement select => select.Value ?? "",
            AngleSharp.Html.Dom.IHtmlTextAreaElement area => area.Value,
            _ => e.GetAttribute("value") ?? "",
        })).Append(KeyValuePair.Create("Map.Commit", "true"));
        return await client.PostAsync(path, new FormUrlEncodedContent(fields));
    }

    private static string? Chosen(AngleSharp.Html.Dom.IHtmlDocument page, string name) => ((AngleSharp.Html.Dom.IHtmlSelectElement)page.QuerySelector($"select[name='{name}']")!).Value;

    private static Task<List<Skill>> SkillsAsync(TestHost host, string name) =>
        host.UseAsync<RolesDb, List<Skill>>(db => db.Skills.Where(s => s.Name == name).ToListAsync(Ct));
}
