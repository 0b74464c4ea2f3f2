using System.Globalization;
using System.Text;

namespace CompetencyModular.Media.Features.DemoMedia;

/// <summary>A document of the demo: one page of plain lines, as a PDF.</summary>
internal static class DemoDocument
{
    /// <param name="title">Its heading.</param>
    /// <param name="lines">What follows; an empty one leaves room.</param>
    public static byte[] Pdf(string title, params IReadOnlyList<string> lines)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"BT /F1 20 Tf 60 770 Td ({Escaped(title)}) Tj /F2 12 Tf 0 -40 Td 18 TL\n");
        foreach (var line in lines) text.Append(CultureInfo.InvariantCulture, $"({Escaped(line)}) Tj T*\n");
        text.Append("ET");

        string[] objects =
        [
            "<< /Type /Catalog /Pages 2 0 R /Lang (en) >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>",
            $"<< /Length {text.Length} >>\nstream\n{text}\nendstream",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ];
        var pdf = new StringBuilder("%PDF-1.7\n");
        var places = new List<int>();
        for (var n = 0; n < objects.Length; n++)
        {
            places.Add(pdf.Length);
            pdf.Append(CultureInfo.InvariantCulture, $"{n + 1} 0 obj\n{objects[n]}\nendobj\n");
        }

        var table = pdf.Length;
        pdf.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Length + 1}\n0000000000 65535 f \n");
        foreach (var place in places) pdf.Append(CultureInfo.InvariantCulture, $"{place:D10} 00000 n \n");
        pdf.Append(CultureInfo.InvariantCulture, $"trailer\n<< /Size {objects.Length + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
        return Encoding.ASCII.GetBytes(pdf.ToString());
    }

    private static string Escaped(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("(", "\\(", StringComparison.Ordinal).Replace(")", "\\)", StringComparison.Ordinal);
}
