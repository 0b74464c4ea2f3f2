using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CompetencyModular.SkillsAnalysis.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class EvidenceMoves : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "skills_evidence_moves",
                columns: table => new
                {
                    EvidenceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    FromId = table.Column<Guid>(type: "TEXT", nullable: false),
                    IntoId = table.Column<Guid>(type: "TEXT", nullable: false),
                    MovedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_skills_evidence_moves", x => new { x.EvidenceId, x.FromId });
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "skills_evidence_moves");
        }
    }
}
