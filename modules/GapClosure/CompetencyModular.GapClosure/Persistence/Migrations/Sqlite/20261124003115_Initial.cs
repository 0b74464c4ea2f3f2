using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CompetencyModular.GapClosure.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "gap_closure_plans",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ProfileId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Goal = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    AcceptedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    EndedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_gap_closure_plans", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "gap_closure_settings",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    HourlyCost = table.Column<long>(type: "INTEGER", nullable: false),
                    HoursPerWeek = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_gap_closure_settings", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "gap_closure_plan_steps",
                columns: table => new
                {
                    Place = table.Column<int>(type: "INTEGER", nullable: false),
                    PlanId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Module = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    ActivityId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Title = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    Minutes = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_gap_closure_plan_steps", x => new { x.PlanId, x.Place });
                    table.ForeignKey(
                        name: "FK_gap_closure_plan_steps_gap_closure_plans_PlanId",
                        column: x => x.PlanId,
                        principalTable: "gap_closure_plans",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_gap_closure_plans_PersonId_EndedAt",
                table: "gap_closure_plans",
                columns: new[] { "PersonId", "EndedAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "gap_closure_plan_steps");

            migrationBuilder.DropTable(
                name: "gap_closure_settings");

            migrationBuilder.DropTable(
                name: "gap_closure_plans");
        }
    }
}
