using CompetencyModular.Host.Mail;
using CompetencyModular.Host.People;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Host.Access.Passwords;

/// <summary>What a password must be, wherever one is chosen. The words are for whoever chooses it: what is the matter, and what to do.</summary>
internal sealed class PasswordRules(MailOptions mail, IStringLocalizer<PasswordRules> texts)
{
    private const string ProductName = "Competency Modular";

    /// <summary>Why a password will not do; null where it does.</summary>
    public string? Refusal(string? password, PasswordHolder holder)
    {
        var shortest = holder.HasSecondStep ? AccessSetup.PasswordLengthWithSecondStep : AccessSetup.PasswordLength;
        if (password is null || password.Length < shortest) return texts["TooShort", shortest];
        if (password.Length > AccessSetup.LongestPassword) return texts["TooLong", AccessSetup.LongestPassword];
        var judgement = PasswordJudge.Judge(password, [.. KnownOf(holder)]);
        if (judgement.Pieces >= (holder.HasSecondStep ? AccessSetup.PasswordPiecesWithSecondStep : AccessSetup.PasswordPieces)) return null;
        // Of blanks and strokes alone, nothing else is to be said.
        var clues = judgement.Clues is [] ? [PasswordClue.Repeat] : judgement.Clues.Take(2);
        return string.Join(' ', [texts["Easy"], .. clues.Select(c => texts[$"Clue.{c}"].Value), texts["Advice"]]);
    }

    private IEnumerable<KnownWord> KnownOf(PasswordHolder holder)
    {
        var mailParts = (holder.Email ?? "").Split('@');
        (PasswordClue Clue, IEnumerable<string> Words)[] known =
        [
            (PasswordClue.Name, WordsOf(holder.Name)),
            (PasswordClue.Email, WordsOf(mailParts[0])),
            (PasswordClue.Number, [holder.PersonnelNumber ?? ""]),
            (PasswordClue.Place, [.. WordsOf(ProductName), .. WordsOf(holder.Organisation), .. HostWords([.. holder.HostNames, mail.PublicAddress?.Host ?? "", .. mailParts.Skip(1)])]),
        ];
        return known.SelectMany(k => k.Words.Select(PasswordJudge.Wanted).OfType<string>().Distinct().Select(w => new KnownWord(w, k.Clue)));
    }

    // The parts, and all of it.
    private static IEnumerable<string> WordsOf(string text) => [text, .. text.Split(' ', '-', '_', '.', '+', '&')];

    // Without the last part, which is a country's or everybody's.
    private static IEnumerable<string> HostWords(IEnumerable<string> names) => names.SelectMany(n => n.Split('.') is { Length: > 1 } parts ? parts.SkipLast(1) : [n]).SelectMany(WordsOf).Where(w => w is not "www");
}

/// <summary>Whose password it is to be: what others know of them is no secret.</summary>
/// <param name="Email">Their own; null where they have none.</param>
/// <param name="HostNames">Under which the organisation is reached.</param>
/// <param name="HasSecondStep">Whether the password is not all that stands before the account.</param>
internal sealed record PasswordHolder(string Name, string? Email, string? PersonnelNumber, string Organisation, IEnumerable<string> HostNames, bool HasSecondStep);
