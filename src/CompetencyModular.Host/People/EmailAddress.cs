using System.Net.Mail;

namespace CompetencyModular.Host.People;

/// <summary>E-mail addresses as the organisation writes them: one address, without a display name.</summary>
internal static class EmailAddress
{
    public static bool IsValid(string? text) =>
        text?.Trim() is { Length: > 2 and <= 254 } email && MailAddress.TryCreate(email, out var address) && address.Address == email;
}
