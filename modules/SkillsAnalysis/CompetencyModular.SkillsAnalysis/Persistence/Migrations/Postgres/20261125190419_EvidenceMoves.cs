using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CompetencyModular.SkillsAnalysis.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class EvidenceMoves : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "evidence_moves",
                schema: "skills",
                columns: table => new
                {
                    EvidenceId = table.Column<Guid>(type: "uuid", nullable: false),
                    FromId = table.Column<Guid>(type: "uuid", nullable: false),
                    IntoId = table.Column<Guid>(type: "uuid", nullable: false),
                    MovedAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_evidence_moves", x => new { x.EvidenceId, x.FromId });
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "evidence_moves",
                schema: "skills");
        }
    }
}
