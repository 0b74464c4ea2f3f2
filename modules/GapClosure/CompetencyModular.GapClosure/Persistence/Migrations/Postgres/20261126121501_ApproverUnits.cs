using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CompetencyModular.GapClosure.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class ApproverUnits : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "UnitId",
                schema: "gap-closure",
                table: "routing_rules",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "RemindAfterDays",
                schema: "gap-closure",
                table: "approval_settings",
                type: "integer",
                nullable: false,
                defaultValue: 7);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "UnitId",
                schema: "gap-closure",
                table: "routing_rules");

            migrationBuilder.DropColumn(
                name: "RemindAfterDays",
                schema: "gap-closure",
                table: "approval_settings");
        }
    }
}
