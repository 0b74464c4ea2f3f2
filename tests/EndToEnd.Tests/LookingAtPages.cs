using Microsoft.Playwright;

namespace CompetencyModular.EndToEnd.Tests;

[Collection(nameof(DemoHost))]
public sealed class LookingAtPages(DemoHost host, Chromium chromium)
{
    // The names of modules and of the product look like keys of texts, and are none.
    private static readonly string[] Names = ["CompetencyModular", .. Directory.GetDirectories(Path.Combine(Repository.Root, "modules")).Select(d => Path.GetFileName(d)!), "Platform"];

    private static readonly (int Width, ColorScheme Scheme)[] AllLooks = [(1280, ColorScheme.Light), (390, ColorScheme.Dark), (390, ColorScheme.Light), (1280, ColorScheme.Dark)];

    public static bool HasNoBrowser => Chromium.IsMissing;

    [Theory(Skip = Chromium.Skip, SkipWhen = nameof(HasNoBrowser))]
    [InlineData("en", "learner@demo.example", "/,/me,/skills/me,/skills/me/add,/paths/courses,/paths/mine,/gap-closure/plan,/roles/profiles,/roles/skills,/roles/scales")]
    [InlineData("de", "learner@demo.example", "/,/me,/skills/me,/skills/me/add,/paths/courses,/paths/mine,/gap-closure/plan,/roles/profiles,/roles/skills,/roles/scales")]
    [InlineData("en", "manager@demo.example", "/,/notices,/people,/skills/team,/skills/team?view=list")]
    [InlineData("de", "manager@demo.example", "/,/notices,/people,/skills/team,/skills/team?view=list")]
    // The ids are those of the demo organisation's Certification, Grid Technician and First aid at work, and of the one person with two records, which are always the same.
    [InlineData("en", "hr@demo.example", "/roles/skills/new,/roles/categories,/roles/scales/new,/roles/scales/7b5015b9-3896-871e-a8a5-115c1abe8ecf,/roles/scales/7b5015b9-3896-871e-a8a5-115c1abe8ecf/insert,/roles/profiles/new,/roles/profiles/9e33be2e-9175-86c4-97c6-b2e99014f3b3/draft,/roles/profiles/9e33be2e-9175-86c4-97c6-b2e99014f3b3/versions,/roles/assign,/skills/rules/1735f551-f22c-84df-8ae3-6b6716ee4655,/people/duplicates,/people/aa02786c-a228-8058-b0d3-3b04f356cd64/merge?with=fd364bab-85aa-8720-9d2f-1208e3428b81,/people/invite?all=true,/people/invitations")]
    [InlineData("de", "hr@demo.example", "/roles/skills/new,/roles/categories,/roles/scales/new,/roles/scales/7b5015b9-3896-871e-a8a5-115c1abe8ecf,/roles/scales/7b5015b9-3896-871e-a8a5-115c1abe8ecf/insert,/roles/profiles/new,/roles/profiles/9e33be2e-9175-86c4-97c6-b2e99014f3b3/draft,/roles/profiles/9e33be2e-9175-86c4-97c6-b2e99014f3b3/versions,/roles/assign,/skills/rules/1735f551-f22c-84df-8ae3-6b6716ee4655,/people/duplicates,/people/aa02786c-a228-8058-b0d3-3b04f356cd64/merge?with=fd364bab-85aa-8720-9d2f-1208e3428b81,/people/invite?all=true,/people/invitations")]
    [InlineData("en", "author@demo.example", "/,/paths/authoring")]
    [InlineData("de", "author@demo.example", "/,/paths/authoring")]
    [InlineData("en", "admin@demo.example", "/,/notices,/people,/people/new,/people/units,/admin/modules,/admin/import,/admin/sign-in,/admin/sign-in/providers/new,/admin/shared-devices,/me/password,/design,/status/404")]
    [InlineData("de", "admin@demo.example", "/,/notices,/people,/people/new,/people/units,/admin/modules,/admin/import,/admin/sign-in,/admin/sign-in/providers/new,/admin/shared-devices,/me/password,/design,/status/404")]
    public async Task Pages_are_free_of_axe_violations_raw_keys_and_sideways_scrolling_at_both_widths_light_and_dark(string language, string email, string paths)
    {
        var page = await chromium.OpenAsync(host.Address, 1280);
        await page.SignInAsync(email, Deployable.Password);
        await page.GotoAsync($"/language/{language}?returnUrl=/me");
        foreach (var path in paths.Split(','))
        {
            await page.GotoAsync(path);
            await page.Locator("h1").WaitForAsync();
            (await page.Locator("html").GetAttributeAsync("lang")).ShouldBe(language);
            (await RawKeysAsync(page)).ShouldBeEmpty($"{page.Url} in {language} shows keys instead of texts");
            // Another language has the same elements and colours; its words may be longer.
            foreach (var (width, scheme) in language is "en" ? AllLooks : AllLooks[..2])
            {
                await page.SetViewportSizeAsync(width, 900);
                await page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
                var look = $"{language} {width} {scheme}";
                await (language is "en" ? page.CheckLookAsync(look) : page.CheckWidthAsync(look));
            }
        }

        await page.Context.CloseAsync();
    }

    /// <summary>Whole texts and labels that read like a key: Nav.MySkills, Fact_Unit, NoProfileHint.</summary>
    private static Task<string[]> RawKeysAsync(IPage page) => page.EvaluateAsync<string[]>("""
        names => {
          const key = /^[A-Z][A-Za-z0-9]*([._][A-Za-z0-9]+)+_?$|^[A-Z][a-z0-9]+([A-Z][a-z0-9]+)+$/;
          const found = new Set();
          const see = text => { const t = (text ?? '').trim(); if (key.test(t) && !names.some(n => t === n || t.startsWith(n + '.'))) found.add(t); };
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) if (!walker.currentNode.parentElement.closest('code, pre, script, style')) see(walker.currentNode.data);
          for (const e of document.querySelectorAll('[aria-label],[title],[placeholder],[alt]')) for (const a of ['aria-label', 'title', 'placeholder', 'alt']) see(e.getAttribute(a));
          see(document.title);
          return [...found];
        }
        """, Names);
}
