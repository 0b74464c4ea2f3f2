using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CompetencyModular.Paths.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class EventPrerequisites : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "paths_event_prerequisites",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    EventId = table.Column<Guid>(type: "TEXT", nullable: false),
                    SkillId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Ordinal = table.Column<int>(type: "INTEGER", nullable: false),
                    ScaleVersion = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_paths_event_prerequisites", x => x.Id);
                    table.ForeignKey(
                        name: "FK_paths_event_prerequisites_paths_training_events_EventId",
                        column: x => x.EventId,
                        principalTable: "paths_training_events",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_paths_event_prerequisites_EventId_SkillId",
                table: "paths_event_prerequisites",
                columns: new[] { "EventId", "SkillId" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "paths_event_prerequisites");
        }
    }
}
