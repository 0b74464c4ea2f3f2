using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CompetencyModular.Host.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class PeopleInDetail : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "IsClosed",
                table: "platform_units",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Kind",
                table: "platform_people",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "Staff");

            migrationBuilder.AddColumn<DateOnly>(
                name: "LeavesOn",
                table: "platform_people",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "MentorId",
                table: "platform_people",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "MergedIntoId",
                table: "platform_people",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "platform_deputies",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    DeputyId = table.Column<Guid>(type: "TEXT", nullable: false),
                    From = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Until = table.Column<DateOnly>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_platform_deputies", x => x.Id);
                    table.ForeignKey(
                        name: "FK_platform_deputies_platform_people_DeputyId",
                        column: x => x.DeputyId,
                        principalTable: "platform_people",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_platform_deputies_platform_people_PersonId",
                        column: x => x.PersonId,
                        principalTable: "platform_people",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "platform_future_moves",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    On = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    UnitId = table.Column<Guid>(type: "TEXT", nullable: true),
                    ManagerId = table.Column<Guid>(type: "TEXT", nullable: true),
                    JobTitle = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    PlannedById = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_platform_future_moves", x => x.Id);
                    table.ForeignKey(
                        name: "FK_platform_future_moves_platform_people_ManagerId",
                        column: x => x.ManagerId,
                        principalTable: "platform_people",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "FK_platform_future_moves_platform_people_PersonId",
                        column: x => x.PersonId,
                        principalTable: "platform_people",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_platform_future_moves_platform_units_UnitId",
                        column: x => x.UnitId,
                        principalTable: "platform_units",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "platform_person_attributes",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Choices = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_platform_person_attributes", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "platform_person_terms",
                columns: table => new
                {
                    Term = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_platform_person_terms", x => new { x.Term, x.PersonId });
                    table.ForeignKey(
                        name: "FK_platform_person_terms_platform_people_PersonId",
                        column: x => x.PersonId,
                        principalTable: "platform_people",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "platform_person_attribute_values",
                columns: table => new
                {
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    AttributeId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Value = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    SearchText = table.Column<string>(type: "TEXT", maxLength: 800, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_platform_person_attribute_values", x => new { x.PersonId, x.AttributeId });
                    table.ForeignKey(
                        name: "FK_platform_person_attribute_values_platform_people_PersonId",
                        column: x => x.PersonId,
                        principalTable: "platform_people",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_platform_person_attribute_values_platform_person_attributes_AttributeId",
                        column: x => x.AttributeId,
                        principalTable: "platform_person_attributes",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_platform_people_Email",
                table: "platform_people",
                column: "Email");

            migrationBuilder.CreateIndex(
                name: "IX_platform_people_IsActive_LeavesOn",
                table: "platform_people",
                columns: new[] { "IsActive", "LeavesOn" });

            migrationBuilder.CreateIndex(
                name: "IX_platform_people_MentorId",
                table: "platform_people",
                column: "MentorId");

            migrationBuilder.CreateIndex(
                name: "IX_platform_deputies_DeputyId",
                table: "platform_deputies",
                column: "DeputyId");

            migrationBuilder.CreateIndex(
                name: "IX_platform_deputies_PersonId",
                table: "platform_deputies",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_platform_future_moves_ManagerId",
                table: "platform_future_moves",
                column: "ManagerId");

            migrationBuilder.CreateIndex(
                name: "IX_platform_future_moves_PersonId",
                table: "platform_future_moves",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_platform_future_moves_State_On_Id",
                table: "platform_future_moves",
                columns: new[] { "State", "On", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_platform_future_moves_UnitId",
                table: "platform_future_moves",
                column: "UnitId");

            migrationBuilder.CreateIndex(
                name: "IX_platform_person_attribute_values_AttributeId_SearchText_PersonId",
                table: "platform_person_attribute_values",
                columns: new[] { "AttributeId", "SearchText", "PersonId" });

            migrationBuilder.CreateIndex(
                name: "IX_platform_person_attributes_Name",
                table: "platform_person_attributes",
                column: "Name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_platform_person_terms_PersonId",
                table: "platform_person_terms",
                column: "PersonId");

            migrationBuilder.AddForeignKey(
                name: "FK_platform_people_platform_people_MentorId",
                table: "platform_people",
                column: "MentorId",
                principalTable: "platform_people",
                principalColumn: "Id",
                onDelete: ReferentialAction.SetNull);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_platform_people_platform_people_MentorId",
                table: "platform_people");

            migrationBuilder.DropTable(
                name: "platform_deputies");

            migrationBuilder.DropTable(
                name: "platform_future_moves");

            migrationBuilder.DropTable(
                name: "platform_person_attribute_values");

            migrationBuilder.DropTable(
                name: "platform_person_terms");

            migrationBuilder.DropTable(
                name: "platform_person_attributes");

            migrationBuilder.DropIndex(
                name: "IX_platform_people_Email",
                table: "platform_people");

            migrationBuilder.DropIndex(
                name: "IX_platform_people_IsActive_LeavesOn",
                table: "platform_people");

            migrationBuilder.DropIndex(
                name: "IX_platform_people_MentorId",
                table: "platform_people");

            migrationBuilder.DropColumn(
                name: "IsClosed",
                table: "platform_units");

            migrationBuilder.DropColumn(
                name: "Kind",
                table: "platform_people");

            migrationBuilder.DropColumn(
                name: "LeavesOn",
                table: "platform_people");

            migrationBuilder.DropColumn(
                name: "MentorId",
                table: "platform_people");

            migrationBuilder.DropColumn(
                name: "MergedIntoId",
                table: "platform_people");
        }
    }
}
