using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CompetencyModular.GapClosure.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ApproverUnits : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "UnitId",
                table: "gap_closure_routing_rules",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "RemindAfterDays",
                table: "gap_closure_approval_settings",
                type: "INTEGER",
                nullable: false,
                defaultValue: 7);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "UnitId",
                table: "gap_closure_routing_rules");

            migrationBuilder.DropColumn(
                name: "RemindAfterDays",
                table: "gap_closure_approval_settings");
        }
    }
}
